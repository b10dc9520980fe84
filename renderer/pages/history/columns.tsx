import type { RunRow } from '../../../preload/contract/setup.ts'
import type { GridColumn } from '../../components/data-grid/column.ts'
import { formatAgo, formatDuration } from '../../components/format.ts'
import { StateDot } from '../../components/state-dot.tsx'
import { setupStrings as words } from '../../strings/setup.ts'
import { runTones } from '../setup/run-view.tsx'
import { hostOfRun } from '../setup/use-target.ts'

export const historyColumns: readonly GridColumn<RunRow>[] = [
  { id: 'plan', header: words.plan, value: ({ title }) => title, width: 260, grows: true },
  { id: 'target', header: words.target, value: hostOfRun, width: 220 },
  {
    id: 'state',
    header: words.state,
    value: ({ state }) => words.runStates[state],
    cell: ({ state }) => <StateDot tone={runTones[state]} word={words.runStates[state]} />,
    width: 160,
  },
  {
    id: 'started',
    header: words.started,
    value: ({ startedAt }) => startedAt,
    cell: ({ startedAt }) => <span title={new Date(startedAt).toLocaleString()}>{formatAgo(startedAt)}</span>,
    width: 144,
    // "59 minutes ago" whole.
    least: 132,
    filtered: false,
  },
  {
    id: 'took',
    header: words.took,
    value: ({ startedAt, endedAt }) => (endedAt === null ? null : endedAt - startedAt),
    cell: ({ startedAt, endedAt }) => (endedAt === null ? '' : formatDuration(endedAt - startedAt)),
    width: 100,
    filtered: false,
  },
  { id: 'by', header: words.by, value: ({ by }) => by, width: 140 },
]
