import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { ContainerRow } from '../../../preload/contract/containers.ts'
import type { MachineRow } from '../../../preload/contract/machines.ts'
import { api } from '../../api/client.ts'
import { useLive } from '../../api/live.ts'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { MachinePage, SplitView } from '../../components/page-layout.tsx'
import { containerStrings as words } from '../../strings/containers.ts'
import { type Asked, type ContainerActions, ContainerActionsContext } from './actions-context.ts'
import { ContainerList } from './container-list.tsx'
import { ContainerPane } from './details/container-pane.tsx'
import { ContainerDialogs } from './dialogs/container-dialogs.tsx'
import { focusList, useFocusReturn } from './use-focus-return.ts'
import { useRunAction } from './use-run-action.tsx'

/** K1, K3, K4: the containers of an engine, and one of them beside the list. */
export function ContainersPage() {
  const { machine } = useParams({ from: '/containers/$machine' })
  return (
    <MachinePage machine={machine} title={words.title}>
      {(row) => <Containers key={row.id} machine={row} />}
    </MachinePage>
  )
}

function Containers({ machine }: { machine: MachineRow }) {
  const { open: openRef, tab } = useSearch({ from: '/containers/$machine' })
  const navigate = useNavigate({ from: '/containers/$machine' })
  const live = useLive<ContainerRow>(['containers', machine.id], (signal) =>
    api.containers.watch({ machine: machine.id }, { signal }),
  )
  const [asked, setAsked] = useState<Asked | null>(null)
  const giveBackFocus = useFocusReturn()
  const { run, dialog } = useRunAction(machine.id)
  const opened = openRef ? (live.byId.get(openRef) ?? live.rows.find((row) => matches(row, openRef))) : undefined
  // The same object while nothing of it changes: all cells and tabs read it.
  const actions = useMemo<ContainerActions>(
    () => ({
      machine,
      run,
      ask: (what) => {
        giveBackFocus.remember()
        setAsked(what)
      },
      open: (row, at) => void navigate({ search: (old) => ({ open: row.id, tab: at ?? old.tab }) }),
    }),
    [machine, run, giveBackFocus, navigate],
  )
  const closeDialog = (): void => {
    setAsked(null)
    giveBackFocus.restore()
  }
  const names = useMemo(() => new Set(live.rows.map(({ name }) => name)), [live.rows])
  if (live.status === 'error' && live.rows.length === 0 && live.error) {
    return (
      <div style={{ padding: '16px 24px' }}>
        <ErrorPanel error={live.error} onRetry={live.retry} />
      </div>
    )
  }
  return (
    <ContainerActionsContext value={actions}>
      <SplitView>
        <ContainerList
          rows={live.rows}
          loading={live.status === 'loading' && live.rows.length === 0}
          stale={live.stale}
          openId={opened?.id ?? null}
        />
        {openRef && live.status !== 'loading' && (
          <ContainerPane
            key={opened?.id ?? openRef}
            row={opened}
            tab={tab}
            onTab={(at) => void navigate({ search: { open: openRef, tab: at } })}
            onClose={() => {
              // At once while the list is beside it; else when the list is back.
              document.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true })
              void navigate({ search: {} }).then(focusList)
            }}
          />
        )}
      </SplitView>
      {asked && <ContainerDialogs asked={asked} names={names} onClose={closeDialog} />}
      {dialog}
    </ContainerActionsContext>
  )
}

/** Addresses may name a container as people do: by its name or the beginning of its id. */
function matches(row: ContainerRow, ref: string): boolean {
  return row.name === ref || (ref.length >= 12 && row.id.startsWith(ref))
}
