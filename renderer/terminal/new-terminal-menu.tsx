import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Tooltip,
} from '@fluentui/react-components'
import { AddRegular, PlugConnectedRegular, WindowConsoleRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import type { ContainerRow } from '../../preload/contract/containers.ts'
import type { MachineRow } from '../../preload/contract/machines.ts'
import { api, query } from '../api/client.ts'
import { useLive } from '../api/live.ts'
import { useCurrentMachine } from '../api/machines.ts'
import { useAppInfo } from '../api/settings.ts'
import { terminalStrings as words } from '../strings/terminal.ts'
import { useNewTerminalMenu } from './dock-keys.ts'
import { openTerminal } from './open-terminal.ts'

const useStyles = makeStyles({ popover: { minWidth: '240px' } })

/** What can be opened: a shell of this computer, a shell in a running container, a container's own program. */
export function NewTerminalMenu() {
  const styles = useStyles()
  const open = useNewTerminalMenu((menu) => menu.open)
  return (
    <Menu
      open={open}
      positioning={{ autoSize: 'height' }}
      onOpenChange={(_, data) => useNewTerminalMenu.setState({ open: data.open })}
    >
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={words.newTerminalHint} relationship="label">
          <Button size="small" appearance="subtle" icon={<AddRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover className={styles.popover}>
        <MenuList hasIcons>
          <HostShells />
          <Containers />
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

function HostShells() {
  const allowed = useAppInfo()?.allowsHostShell ?? false
  const { data = [] } = useQuery(query.terminals.hostShells.queryOptions({ enabled: allowed }))
  if (!allowed || data.length === 0) return null
  return (
    <>
      <MenuGroup>
        <MenuGroupHeader>{words.hostShells}</MenuGroupHeader>
        {data.map(({ id, label }) => (
          <MenuItem
            key={id}
            icon={<WindowConsoleRegular />}
            onClick={() => void openTerminal({ kind: 'host-shell', shell: id })}
          >
            {label}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuDivider />
    </>
  )
}

function Containers() {
  const machine = useCurrentMachine()
  if (machine?.state.kind !== 'connected') return <MenuItem disabled>{words.noMachine}</MenuItem>
  return <RunningContainers machine={machine} />
}

function RunningContainers({ machine }: { machine: MachineRow }) {
  const { rows, status } = useLive<ContainerRow>(['containers', machine.id], (signal) =>
    api.containers.watch({ machine: machine.id }, { signal }),
  )
  const running = rows.filter(({ state }) => state === 'running').sort((a, b) => a.name.localeCompare(b.name))
  const source = (container: ContainerRow) => ({ machine: machine.id, container: container.id })
  return (
    <MenuGroup>
      <MenuGroupHeader>{words.containersOf(machine.name)}</MenuGroupHeader>
      {running.length === 0 && <MenuItem disabled>{status === 'live' ? words.noContainers : words.loading}</MenuItem>}
      {running.map((row) => (
        <MenuItem
          key={row.id}
          icon={<WindowConsoleRegular />}
          onClick={() => void openTerminal({ kind: 'exec', ...source(row) })}
        >
          {words.openShell(row.name)}
        </MenuItem>
      ))}
      {running.map((row) => (
        <MenuItem
          key={row.id}
          icon={<PlugConnectedRegular />}
          onClick={() => void openTerminal({ kind: 'attach', ...source(row) })}
        >
          {words.attachTo(row.name)}
        </MenuItem>
      ))}
    </MenuGroup>
  )
}
