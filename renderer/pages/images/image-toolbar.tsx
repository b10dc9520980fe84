import { Button, Tooltip } from '@fluentui/react-components'
import {
  ArrowDownloadRegular,
  CubeAddRegular,
  DeleteRegular,
  TagDismissRegular,
  TagRegular,
} from '@fluentui/react-icons'
import type { ReactElement } from 'react'
import type { ImageRow } from '../../../preload/contract/images.ts'
import { useNarrow } from '../../frame/use-narrow.ts'
import { imageStrings as words } from '../../strings/images.ts'
import type { ImageActions } from './image-actions.ts'

/** Beside open details the bar has half of the window: below this width its labels would take several lines. */
const HALF_IS_NARROW = '(max-width: 1500px)'

interface Props {
  /** The selected rows, else the open one. */
  chosen: ImageRow[]
  /** The details take half of the page. */
  besideDetails: boolean
  actions: ImageActions
  onPull: () => void
}

/** The pull first; what the chosen rows allow beside it. */
export function ImageToolbar({ chosen, besideDetails, actions, onPull }: Props) {
  const narrow = useNarrow()
  const half = useNarrow(HALF_IS_NARROW)
  const compact = narrow || (half && besideDetails)
  const one = chosen.length === 1 ? chosen[0] : undefined
  return (
    <>
      <Button size="small" appearance="primary" icon={<ArrowDownloadRegular />} onClick={onPull}>
        {words.pull}
      </Button>
      {one && (
        <Action
          compact={compact}
          label={words.createContainer}
          icon={<CubeAddRegular />}
          run={() => actions.createContainer(one)}
        />
      )}
      {one && <Action compact={compact} label={words.tag} icon={<TagRegular />} run={() => actions.tag(one)} />}
      {one && one.tags.length > 0 && (
        <Action
          compact={compact}
          label={words.untag}
          icon={<TagDismissRegular />}
          run={() => actions.untag(one, one.tags.slice(0, 1))}
        />
      )}
      {chosen.length > 0 && (
        <Action compact={compact} label={words.remove} icon={<DeleteRegular />} run={() => actions.remove(chosen)} />
      )}
    </>
  )
}

interface ActionProps {
  compact: boolean
  label: string
  icon: ReactElement
  run: () => void
}

/** A button whose label becomes its tooltip where there is no room for it. */
function Action({ compact, label, icon, run }: ActionProps) {
  if (!compact) {
    return (
      <Button size="small" appearance="subtle" icon={icon} onClick={run}>
        {label}
      </Button>
    )
  }
  return (
    <Tooltip content={label} relationship="label">
      <Button size="small" appearance="subtle" icon={icon} onClick={run} />
    </Tooltip>
  )
}
