import { Button } from '@fluentui/react-components'
import {
  ArrowDownloadRegular,
  CubeAddRegular,
  DeleteRegular,
  TagDismissRegular,
  TagRegular,
} from '@fluentui/react-icons'
import type { ImageRow } from '../../../preload/contract/images.ts'
import { imageStrings as words } from '../../strings/images.ts'
import type { ImageActions } from './image-actions.ts'

interface Props {
  /** The selected rows, else the open one. */
  chosen: ImageRow[]
  actions: ImageActions
  onPull: () => void
}

/** The pull first; what the chosen rows allow beside it. */
export function ImageToolbar({ chosen, actions, onPull }: Props) {
  const one = chosen.length === 1 ? chosen[0] : undefined
  return (
    <>
      <Button size="small" appearance="primary" icon={<ArrowDownloadRegular />} onClick={onPull}>
        {words.pull}
      </Button>
      {one && (
        <Button size="small" appearance="subtle" icon={<CubeAddRegular />} onClick={() => actions.createContainer(one)}>
          {words.createContainer}
        </Button>
      )}
      {one && (
        <Button size="small" appearance="subtle" icon={<TagRegular />} onClick={() => actions.tag(one)}>
          {words.tag}
        </Button>
      )}
      {one && one.tags.length > 0 && (
        <Button
          size="small"
          appearance="subtle"
          icon={<TagDismissRegular />}
          onClick={() => actions.untag(one, one.tags.slice(0, 1))}
        >
          {words.untag}
        </Button>
      )}
      {chosen.length > 0 && (
        <Button size="small" appearance="subtle" icon={<DeleteRegular />} onClick={() => actions.remove(chosen)}>
          {words.remove}
        </Button>
      )}
    </>
  )
}
