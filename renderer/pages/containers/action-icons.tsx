import {
  ArrowClockwiseRegular,
  DeleteRegular,
  FlashRegular,
  PauseRegular,
  PlayRegular,
  StopRegular,
} from '@fluentui/react-icons'
import type { ReactElement } from 'react'
import type { ActionKind } from './possible-actions.ts'

export const ACTION_ICONS: Record<ActionKind, ReactElement> = {
  start: <PlayRegular />,
  stop: <StopRegular />,
  restart: <ArrowClockwiseRegular />,
  pause: <PauseRegular />,
  unpause: <PlayRegular />,
  kill: <FlashRegular />,
  remove: <DeleteRegular />,
}
