import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components'
import { CodeRegular, DeleteRegular, MoreHorizontalRegular, RenameRegular } from '@fluentui/react-icons'
import { type ReactNode, useEffect } from 'react'
import type { ContainerDetails, ContainerRow } from '../../../../preload/contract/containers.ts'
import { toExplained } from '../../../api/errors.ts'
import { DetailsPane, type DetailsTab } from '../../../components/details-pane.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { ListSkeleton } from '../../../components/skeletons.tsx'
import { containerStrings as words } from '../../../strings/containers.ts'
import { ACTION_ICONS } from '../action-icons.tsx'
import { useContainerActions } from '../actions-context.ts'
import { StateItems } from '../container-menu.tsx'
import { ContainerState } from '../container-state.tsx'
import { FilesTab } from '../files/files-tab.tsx'
import { LogsTab } from '../logs/logs-tab.tsx'
import { isPossible } from '../possible-actions.ts'
import { StatsTab } from '../stats/stats-tab.tsx'
import { focusList } from '../use-focus-return.ts'
import { ChangesTab } from './changes-tab.tsx'
import { HostTab } from './host-tab.tsx'
import { InspectTab } from './inspect-tab.tsx'
import { OverviewTab } from './overview-tab.tsx'
import { ProcessesTab } from './processes-tab.tsx'
import { TerminalTab } from './terminal-tab.tsx'
import { useDetails } from './use-details.ts'

interface Props {
  /** Undefined when no container of the address is there any more. */
  row: ContainerRow | undefined
  tab: string | undefined
  onTab: (tab: string) => void
  onClose: () => void
}

/** One container beside the list. */
export function ContainerPane({ row, ...props }: Props) {
  if (row) return <KnownContainer row={row} {...props} />
  const gone = () => <Gone onClose={props.onClose} />
  return <DetailsPane {...props} title={words.gone} tabs={[{ id: 'gone', label: words.gone, render: gone }]} />
}

function Gone({ onClose }: { onClose: () => void }) {
  // What had the focus went with the container.
  useEffect(focusList, [])
  return (
    <EmptyState
      title={words.gone}
      text={words.goneHint}
      action={<Button onClick={onClose}>{words.closeDetails}</Button>}
    />
  )
}

function KnownContainer({ row, ...props }: Props & { row: ContainerRow }) {
  const { machine } = useContainerActions()
  const details = useDetails(machine.id, row)
  const known = (render: (details: ContainerDetails) => ReactNode) => {
    if (details.data) return render(details.data)
    if (!details.error) return <ListSkeleton />
    return (
      <div style={{ padding: '16px' }}>
        <ErrorPanel error={toExplained(details.error)} onRetry={() => void details.refetch()} />
      </div>
    )
  }
  const on = { machine: machine.id, row }
  const tabs: DetailsTab[] = [
    {
      id: 'overview',
      label: words.tabs.overview,
      render: () => known((data) => <OverviewTab row={row} details={data} />),
    },
    {
      id: 'logs',
      label: words.tabs.logs,
      render: () => <LogsTab machine={machine.id} container={row.id} name={row.name} />,
    },
    {
      id: 'terminal',
      label: words.tabs.terminal,
      render: () => known((data) => <TerminalTab row={row} details={data} />),
    },
    { id: 'stats', label: words.tabs.stats, render: () => <StatsTab {...on} inspect={details.data?.inspect} /> },
    { id: 'files', label: words.tabs.files, render: () => known((data) => <FilesTab row={row} details={data} />) },
    {
      id: 'changes',
      label: words.tabs.changes,
      render: () => known((data) => <ChangesTab row={row} details={data} />),
    },
    { id: 'inspect', label: words.tabs.inspect, render: () => known((data) => <InspectTab details={data} />) },
    { id: 'processes', label: words.tabs.processes, render: () => <ProcessesTab {...on} /> },
    ...(machine.facts?.os === 'windows'
      ? [{ id: 'host', label: words.tabs.host, render: () => <HostTab {...on} /> }]
      : []),
  ]
  return (
    <DetailsPane
      {...props}
      title={row.name}
      state={<ContainerState row={row} />}
      actions={<PaneActions row={row} details={details.data} />}
      tabs={tabs}
    />
  )
}

function PaneActions({ row, details }: { row: ContainerRow; details: ContainerDetails | undefined }) {
  const { run, ask } = useContainerActions()
  const first = isPossible('start', row) ? 'start' : isPossible('stop', row) ? 'stop' : null
  return (
    <>
      {first && (
        <Button size="small" icon={ACTION_ICONS[first]} onClick={() => void run([row], { kind: first })}>
          {words.actions[first]}
        </Button>
      )}
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content={words.moreOf(row.name)} relationship="label">
            <Button appearance="subtle" icon={<MoreHorizontalRegular />} />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList hasIcons>
            <StateItems rows={[row]} isolation={details?.isolation} without={first ? [first] : []} />
            <MenuDivider />
            <MenuItem icon={<RenameRegular />} onClick={() => ask({ kind: 'rename', row })}>
              {words.rename}
            </MenuItem>
            <MenuItem icon={<CodeRegular />} onClick={() => ask({ kind: 'commands', rows: [row] })}>
              {words.commands}
            </MenuItem>
            <MenuDivider />
            <MenuItem icon={<DeleteRegular />} onClick={() => ask({ kind: 'remove', rows: [row] })}>
              {words.actions.remove}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
    </>
  )
}
