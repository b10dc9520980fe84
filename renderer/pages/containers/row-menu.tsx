import { Menu, MenuList, MenuPopover } from '@fluentui/react-components'
import type { ContainerRow } from '../../../preload/contract/containers.ts'
import { menuAt } from '../../components/menu-at.ts'
import { containerStrings as words } from '../../strings/containers.ts'
import { ContainerMenuItems } from './container-menu.tsx'
import { focusList } from './use-focus-return.ts'

export interface RowMenuState {
  rows: readonly ContainerRow[]
  /** Where it opens, in the window's pixels. */
  at: DOMRect
}

/** The context menu of rows, at the pointer or below the row. */
export function RowMenu({ menu, onClose }: { menu: RowMenuState; onClose: () => void }) {
  const { rows, at } = menu
  const name = rows.length === 1 ? words.menuOf(rows[0]?.name ?? '') : words.menuOfMany(rows.length)
  return (
    <Menu
      open
      onOpenChange={(_, { open }) => {
        if (open) return
        onClose()
        focusList()
      }}
      positioning={menuAt(at)}
    >
      <MenuPopover>
        <MenuList hasIcons aria-label={name}>
          <ContainerMenuItems rows={rows} />
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
