import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover } from '@fluentui/react-components'
import { terminalStrings as words } from '../strings/terminal.ts'
import type { MountedTerminal } from './mounted-terminals.ts'
import type { TerminalAction } from './terminal-events.ts'

/** Shift+right-click: the same actions by name, with their keys. */
export function TerminalMenu({ mounted, at }: { mounted: MountedTerminal; at: { x: number; y: number } }) {
  const selection = mounted.useUi((ui) => ui.selection)
  // Once the menu has let go of the keyboard it is the terminal's again, before anything else asks for it.
  const close = (): void => {
    if (mounted.useUi.getState().menu === null) return
    mounted.useUi.setState({ menu: null })
    setTimeout(() => mounted.instance.xterm.focus())
  }
  const choose = (action: TerminalAction): void => {
    close()
    setTimeout(() => mounted.act(action))
  }
  const item = (action: TerminalAction, label: string, keys = '', disabled = false) => (
    <MenuItem disabled={disabled} secondaryContent={keys} onClick={() => choose(action)}>
      {label}
    </MenuItem>
  )
  const target = { getBoundingClientRect: () => DOMRect.fromRect({ ...at, width: 0, height: 0 }) }
  return (
    <Menu open onOpenChange={(_, { open }) => !open && close()} positioning={{ target }}>
      <MenuPopover>
        <MenuList>
          {item('copy', words.copy, 'Ctrl+C', !selection)}
          {item('paste', words.paste, 'Ctrl+V')}
          {item('select-all', words.selectAll, 'Ctrl+Shift+A')}
          <MenuDivider />
          {item('find', words.find, 'Ctrl+F')}
          {item('clear', words.clear)}
          <MenuDivider />
          {item('zoom-in', words.zoomIn, 'Ctrl++')}
          {item('zoom-out', words.zoomOut, 'Ctrl+-')}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
