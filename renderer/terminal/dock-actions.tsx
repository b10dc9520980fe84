import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Tooltip,
} from '@fluentui/react-components'
import {
  ChevronDownRegular,
  MaximizeRegular,
  PlugDisconnectedRegular,
  SplitHorizontalRegular,
  SplitVerticalRegular,
  SquareMultipleRegular,
} from '@fluentui/react-icons'
import { api } from '../api/client.ts'
import { showFailure } from '../frame/toasts.tsx'
import { terminalStrings as words } from '../strings/terminal.ts'
import { activeTabOf, setMaximised, useDock } from './dock-state.ts'
import { panesOf } from './dock-tree.ts'
import { NewTerminalMenu } from './new-terminal-menu.tsx'
import { setDockOpen, splitTerminal } from './open-terminal.ts'
import { useTerminals } from './use-terminals.ts'

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'center', gap: '2px', padding: '0 8px', flexShrink: 0 },
})

/** At the end of the tabs: new, split, detach, maximise, hide. */
export function DockActions() {
  const styles = useStyles()
  const tab = useDock(activeTabOf)
  const maximised = useDock((dock) => dock.maximised)
  const { byId } = useTerminals()
  const pane = tab && panesOf(tab.root).find(({ id }) => id === tab.activePane)
  const row = pane?.terminal ? byId.get(pane.terminal) : undefined
  const mayDetach = row?.source.kind === 'attach' && (row.state.kind === 'running' || row.state.kind === 'reconnecting')
  return (
    <div className={styles.root} role="toolbar" aria-label={words.dock}>
      <NewTerminalMenu />
      {tab && (
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Tooltip content={words.split} relationship="label">
              <Button size="small" appearance="subtle" icon={<SplitVerticalRegular />} />
            </Tooltip>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <MenuItem
                icon={<SplitVerticalRegular />}
                secondaryContent="Alt+Shift++"
                onClick={() => void splitTerminal('row')}
              >
                {words.splitRight}
              </MenuItem>
              <MenuItem
                icon={<SplitHorizontalRegular />}
                secondaryContent="Alt+Shift+-"
                onClick={() => void splitTerminal('column')}
              >
                {words.splitDown}
              </MenuItem>
            </MenuList>
          </MenuPopover>
        </Menu>
      )}
      {row && mayDetach && (
        <Tooltip content={words.detachHint} relationship="description">
          <Button
            size="small"
            appearance="subtle"
            icon={<PlugDisconnectedRegular />}
            onClick={() => void api.terminals.detach({ terminal: row.id }).catch(showFailure)}
          >
            {words.detach}
          </Button>
        </Tooltip>
      )}
      <Tooltip content={maximised ? words.restore : words.maximise} relationship="label">
        <Button
          size="small"
          appearance="subtle"
          icon={maximised ? <SquareMultipleRegular /> : <MaximizeRegular />}
          // By mouse the keyboard stays in the terminal: what is typed next is for it.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => setMaximised(!maximised)}
        />
      </Tooltip>
      <Tooltip content={`${words.hide} (Ctrl+\`)`} relationship="label">
        <Button size="small" appearance="subtle" icon={<ChevronDownRegular />} onClick={() => setDockOpen(false)} />
      </Tooltip>
    </div>
  )
}
