import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover } from '@fluentui/react-components'
import {
  CopyRegular,
  CubeAddRegular,
  DeleteRegular,
  OpenRegular,
  TagDismissRegular,
  TagRegular,
} from '@fluentui/react-icons'
import type { ImageRow } from '../../../preload/contract/images.ts'
import { copyText } from '../../components/copy-button.tsx'
import { menuAt } from '../../components/menu-at.ts'
import { imageStrings as words } from '../../strings/images.ts'
import type { ImageActions } from './image-actions.ts'

interface Props {
  row: ImageRow
  /** Where the pointer was, in pixels of the page. */
  x: number
  y: number
  actions: ImageActions
  onClose: () => void
}

/** The menu of one row, at the pointer. */
export function ImageContextMenu({ row, x, y, actions, onClose }: Props) {
  return (
    <Menu open onOpenChange={(_, { open }) => !open && onClose()} positioning={menuAt(new DOMRect(x, y, 0, 0))}>
      <MenuPopover>
        <MenuList aria-label={words.actions}>
          <MenuItem icon={<OpenRegular />} onClick={() => actions.show(row)}>
            {words.open}
          </MenuItem>
          <MenuItem icon={<CubeAddRegular />} onClick={() => actions.createContainer(row)}>
            {words.createContainer}
          </MenuItem>
          <MenuItem icon={<TagRegular />} onClick={() => actions.tag(row)}>
            {words.tag}
          </MenuItem>
          {row.tags.length > 0 && (
            <MenuItem icon={<TagDismissRegular />} onClick={() => actions.untag(row, row.tags.slice(0, 1))}>
              {words.untag}
            </MenuItem>
          )}
          <MenuItem icon={<CopyRegular />} onClick={() => void copyText(row.id)}>
            {words.copyId}
          </MenuItem>
          <MenuDivider />
          <MenuItem icon={<DeleteRegular />} onClick={() => actions.remove([row])}>
            {words.remove}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
