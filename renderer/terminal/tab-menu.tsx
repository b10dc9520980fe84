import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover } from '@fluentui/react-components'
import { terminalStrings as words } from '../strings/terminal.ts'
import { activateTab, type DockTab, useDock } from './dock-state.ts'
import { closeTab, reopenClosed, splitTerminal } from './open-terminal.ts'

interface TabMenuProps {
  tab: DockTab
  x: number
  y: number
  onRename: () => void
  onClose: () => void
}

/** Right-click (or the menu key) on a tab. */
export function TabMenu({ tab, x, y, onRename, onClose }: TabMenuProps) {
  const anyClosed = useDock(({ closed }) => closed.length > 0)
  const target = { getBoundingClientRect: () => DOMRect.fromRect({ x, y, width: 0, height: 0 }) }
  const then = (act: () => void) => () => {
    onClose()
    act()
  }
  const split = (direction: 'row' | 'column') =>
    then(() => {
      activateTab(tab.id)
      void splitTerminal(direction)
    })
  return (
    <Menu open onOpenChange={(_, { open }) => !open && onClose()} positioning={{ target }}>
      <MenuPopover>
        <MenuList>
          <MenuItem secondaryContent="F2" onClick={then(onRename)}>
            {words.rename}
          </MenuItem>
          <MenuItem secondaryContent="Alt+Shift++" onClick={split('row')}>
            {words.splitRight}
          </MenuItem>
          <MenuItem secondaryContent="Alt+Shift+-" onClick={split('column')}>
            {words.splitDown}
          </MenuItem>
          <MenuDivider />
          <MenuItem disabled={!anyClosed} secondaryContent="Ctrl+Shift+T" onClick={then(() => void reopenClosed())}>
            {words.reopen}
          </MenuItem>
          <MenuItem secondaryContent="Delete" onClick={then(() => void closeTab(tab.id))}>
            {words.close}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
