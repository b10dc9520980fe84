import type { RunRow, RunState, RunStep } from '../../preload/contract/setup.ts'
import type { ReadJournal } from './journal.ts'
import type { JournalEntry } from './journal-entries.ts'
import { nextPlan } from './next-plan.ts'
import type { Plan } from './plan.ts'
import { titleOfEntry } from './plan-view.ts'
import { readState, stepState } from './run-state.ts'

const time = (entry: { at: string }): number => Date.parse(entry.at)

/** A run as it is shown, from its journal; `plan` is null where the procedures no longer make it. */
export function rowOf(
  { run, entries }: Pick<ReadJournal, 'run' | 'entries'>,
  plan: Plan | null,
  running: boolean,
): RunRow {
  const last = lastOf(entries)
  const state: RunState = running ? 'running' : endOf(last)
  const read = readState(entries)
  const begun = [...read.steps.values()].some(({ before, state: one }) => before !== null && one !== 'undone')
  const usable = plan !== null && !running
  return {
    id: run.id,
    target: run.target,
    host: run.facts.name ?? '',
    title: run.title,
    by: run.by,
    startedAt: time(run),
    endedAt: running || !last ? null : time(last),
    state: plan ? state : 'unusable',
    undoing: read.undoing,
    steps: plan?.entries.map((entry) => stepOf(entry.id, titleOfEntry(entry), entries)) ?? [],
    error: errorOf(state, entries),
    waiting:
      state === 'awaiting-restart'
        ? { registered: continuationOf(entries)?.registered ?? false, restarted: false }
        : null,
    canResume: usable && !['done', 'undone'].includes(state) && !read.undoing,
    // An undo that waits for a restart has taken everything back, and is not over.
    canUndo: usable && state !== 'undone' && (begun || (read.undoing && state === 'awaiting-restart')),
    next: state === 'done' && plan ? nextPlan(plan.procedures) : null,
  }
}

/** The last entry of the run itself: facts are read after it, and its continuation is. */
const lastOf = (entries: readonly JournalEntry[]) =>
  entries.filter(({ type }) => type !== 'facts' && type !== 'continuation').at(-1)

/** Whether Windows starts the program again for this run, as it was told last. */
export const continuationOf = (entries: readonly JournalEntry[]) =>
  entries.filter((entry) => entry.type === 'continuation').at(-1)

function errorOf(state: RunState, entries: readonly JournalEntry[]): RunRow['error'] {
  if (state === 'failed') return failureOf(entries)?.error ?? null
  return state === 'awaiting-restart' ? (continuationOf(entries)?.error ?? null) : null
}

function endOf(last: JournalEntry | undefined): RunState {
  if (last?.type !== 'ended') return 'interrupted'
  return last.state === 'paused' ? 'awaiting-restart' : last.state
}

function failureOf(entries: readonly JournalEntry[]) {
  const failures = entries.filter((entry) => entry.type === 'failed')
  return failures.at(-1)
}

function stepOf(id: string, title: string, all: readonly JournalEntry[]): RunStep {
  const entries = all.filter((entry) => 'step' in entry && entry.step === id)
  const first = entries[0]
  const last = entries.at(-1)
  const state = stateOf(last, all)
  return {
    id,
    title,
    state,
    startedAt: first ? time(first) : null,
    endedAt: last && !['applying', 'undoing', 'restarting'].includes(state) ? time(last) : null,
    error: last?.type === 'failed' ? last.error : null,
  }
}

function stateOf(last: JournalEntry | undefined, all: readonly JournalEntry[]): RunStep['state'] {
  if (!last) return 'waiting'
  switch (last.type) {
    case 'satisfied': {
      const isRestart = !last.step.includes('/')
      return last.restart ? 'awaiting-restart' : isRestart ? 'not-needed' : 'already'
    }
    case 'applied':
      // After the restart it is looked at once more; until then it waits.
      return stepState(readState(all), last.step).waits ? 'awaiting-restart' : 'done'
    case 'restarted':
      return 'done'
    case 'restart':
      return lastOf(all)?.type === 'ended' ? 'awaiting-restart' : 'restarting'
    case 'failed':
      return 'failed'
    case 'skipped':
      return 'skipped'
    case 'undo':
      return 'undoing'
    case 'undone':
      return 'undone'
    default:
      return stepState(readState(all), 'step' in last ? last.step : '').state === 'undone' ? 'undone' : 'applying'
  }
}
