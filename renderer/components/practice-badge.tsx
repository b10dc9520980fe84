import { Badge } from '@fluentui/react-components'
import type { MachineRow } from '../../preload/contract/machines.ts'
import { componentStrings as words } from '../strings/components.ts'

/** P1: marks the practice host wherever a machine is named; nothing for a real one. */
export function PracticeBadge({ machine }: { machine: MachineRow }) {
  if (machine.source !== 'practice') return null
  return (
    <Badge appearance="filled" color="brand" shape="rounded" title={words.practiceHint}>
      {words.practiceBadge}
    </Badge>
  )
}
