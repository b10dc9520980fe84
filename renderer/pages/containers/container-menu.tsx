import { MenuDivider, MenuItem } from '@fluentui/react-components'
import {
  CodeRegular,
  CopyAddRegular,
  CopyRegular,
  DeleteRegular,
  DocumentTextRegular,
  PanelRightRegular,
  PlugConnectedRegular,
  RenameRegular,
  WindowConsoleRegular,
} from '@fluentui/react-icons'
import { useNavigate } from '@tanstack/react-router'
import type { ContainerRow } from '../../../preload/contract/containers.ts'
import { copyText } from '../../components/copy-button.tsx'
import { containerStrings as words } from '../../strings/containers.ts'
import { ACTION_ICONS } from './action-icons.tsx'
import { useContainerActions } from './actions-context.ts'
import { openContainerTerminal } from './open-container-terminal.ts'
import { type ActionKind, actedOn, isOffered } from './possible-actions.ts'

const STATE_KINDS: readonly Exclude<ActionKind, 'remove'>[] = ['start', 'stop', 'restart', 'pause', 'unpause', 'kill']

/** The items for start, stop and so on that lead somewhere; `isolation` when it is known. */
export function StateItems(props: {
  rows: readonly ContainerRow[]
  isolation?: string
  without?: readonly ActionKind[]
}) {
  const { machine, run, ask } = useContainerActions()
  const { rows } = props
  return STATE_KINDS.filter(
    (kind) =>
      !props.without?.includes(kind) &&
      isOffered(kind, machine.facts, props.isolation) &&
      actedOn(kind, rows).length > 0,
  ).map((kind) => (
    <MenuItem
      key={kind}
      icon={ACTION_ICONS[kind]}
      onClick={() => (kind === 'kill' ? ask({ kind, rows }) : void run(rows, { kind }))}
    >
      {words.actions[kind]}
    </MenuItem>
  ))
}

/** All that can be done with these containers, for the context menu and the "more" buttons. */
export function ContainerMenuItems({ rows }: { rows: readonly ContainerRow[] }) {
  const { machine, ask, open } = useContainerActions()
  const navigate = useNavigate()
  const one = rows.length === 1 ? rows[0] : undefined
  const terminal = (kind: 'exec' | 'attach', row: ContainerRow) => void openContainerTerminal(machine.id, row, kind)
  return (
    <>
      {one && (
        <>
          <MenuItem icon={<PanelRightRegular />} secondaryContent="Enter" onClick={() => open(one)}>
            {words.open}
          </MenuItem>
          <MenuItem icon={<DocumentTextRegular />} onClick={() => open(one, 'logs')}>
            {words.logs}
          </MenuItem>
          {one.state === 'running' && (
            <>
              <MenuItem icon={<WindowConsoleRegular />} onClick={() => terminal('exec', one)}>
                {words.shell}
              </MenuItem>
              <MenuItem icon={<PlugConnectedRegular />} onClick={() => terminal('attach', one)}>
                {words.attach}
              </MenuItem>
            </>
          )}
          <MenuDivider />
        </>
      )}
      <StateItems rows={rows} />
      <MenuDivider />
      {one && (
        <>
          <MenuItem icon={<RenameRegular />} secondaryContent="F2" onClick={() => ask({ kind: 'rename', row: one })}>
            {words.rename}
          </MenuItem>
          <MenuItem
            icon={<CopyAddRegular />}
            onClick={() =>
              void navigate({
                to: '/containers/$machine/create',
                params: { machine: machine.id },
                search: { from: one.id },
              })
            }
          >
            {words.duplicate}
          </MenuItem>
          <MenuItem icon={<CopyRegular />} onClick={() => void copyText(one.id)}>
            {words.copyId}
          </MenuItem>
        </>
      )}
      <MenuItem icon={<CodeRegular />} onClick={() => ask({ kind: 'commands', rows })}>
        {words.commands}
      </MenuItem>
      <MenuDivider />
      <MenuItem icon={<DeleteRegular />} secondaryContent="Delete" onClick={() => ask({ kind: 'remove', rows })}>
        {words.actions.remove}
      </MenuItem>
    </>
  )
}
