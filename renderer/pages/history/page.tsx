import { Button } from '@fluentui/react-components'
import { HistoryRegular } from '@fluentui/react-icons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useRuns } from '../../api/runs.ts'
import { DataGrid } from '../../components/data-grid/data-grid.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ListPage, SplitView } from '../../components/page-layout.tsx'
import { setupStrings as words } from '../../strings/setup.ts'
import { historyColumns } from './columns.tsx'
import { RunDetails } from './run-details.tsx'

/** H12: what ran where, when, by whom, with its output. */
export function HistoryPage() {
  const navigate = useNavigate()
  const { open, tab } = useSearch({ from: '/history' })
  const { rows, byId, status, error, retry } = useRuns()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const opened = open ? byId.get(open) : undefined
  const show = (search: { open?: string; tab?: string }) => void navigate({ to: '/history', search })
  return (
    <ListPage title={words.history} error={error} isEmpty={rows.length === 0} onRetry={retry}>
      <SplitView>
        <DataGrid
          listKey="history"
          label={words.historyList}
          columns={historyColumns}
          rows={rows}
          rowName={({ title }) => title}
          selected={selected}
          onSelect={setSelected}
          openId={open}
          onOpen={({ id }) => show({ open: id, tab })}
          defaultSort={{ column: 'started', descending: true }}
          loading={status === 'loading'}
          empty={
            <EmptyState
              icon={<HistoryRegular />}
              title={words.emptyHistory}
              text={words.emptyHistoryText}
              action={
                <Button appearance="primary" onClick={() => void navigate({ to: '/setup' })}>
                  {words.openSetup}
                </Button>
              }
            />
          }
        />
        {opened && (
          <RunDetails
            key={opened.id}
            run={opened}
            tab={tab}
            onTab={(next) => show({ open: opened.id, tab: next })}
            onClose={() => show({})}
          />
        )}
      </SplitView>
    </ListPage>
  )
}
