import type { Evidence } from './condition.ts'
import type { JournalEntry } from './journal-entries.ts'

/** What a journal says of one line of the plan. */
export interface StepState {
  /** `open`: not begun, or begun and not known to have ended. */
  readonly state: 'open' | 'satisfied' | 'applied' | 'skipped' | 'undone'
  /** What was looked at before the very first call that changed something; null: nothing was begun. */
  readonly before: Evidence | null
  /** A call was begun and its end is not in the journal. */
  readonly torn: boolean
  /** It takes effect only after the restart that is owed. */
  readonly waits: boolean
  /** Restarts after which it was to be looked at again. */
  readonly restarts: number
  /** The host's boot time when a torn apply or undo began. */
  readonly boot: number | null
}

export interface RunState {
  readonly steps: ReadonlyMap<string, StepState>
  /** A restart is owed: something was applied that takes effect only after one. */
  readonly restartOwed: boolean
  /** The restart that was begun and not seen to end. */
  readonly restarting: { readonly step: string; readonly boot: number } | null
  readonly undoing: boolean
}

const fresh: StepState = { state: 'open', before: null, torn: false, waits: false, restarts: 0, boot: null }

/** The state of a run from its journal alone: the same after a crash as without one. */
export function readState(entries: readonly JournalEntry[]): RunState {
  const steps = new Map<string, StepState>()
  let restartOwed = false
  let restarting: RunState['restarting'] = null
  let undoing = false
  const change = (step: string, state: Partial<StepState>) =>
    steps.set(step, { ...(steps.get(step) ?? fresh), ...state })
  for (const entry of entries) {
    switch (entry.type) {
      case 'satisfied':
        change(entry.step, { state: 'satisfied', torn: false, waits: entry.restart })
        restartOwed ||= entry.restart
        break
      case 'apply':
        change(entry.step, {
          state: 'open',
          // A second try after a crash looks at a half-changed host: what was recorded first stays.
          before: steps.get(entry.step)?.before ?? entry.evidence,
          torn: true,
          boot: entry.boot,
        })
        break
      case 'applied':
        change(entry.step, { state: 'applied', torn: false, waits: entry.restart })
        restartOwed ||= entry.restart
        break
      case 'skipped':
        change(entry.step, { state: 'skipped' })
        break
      case 'restart':
        restarting = { step: entry.step, boot: entry.boot }
        break
      case 'restarted':
        restarting = null
        restartOwed = false
        if (undoing) break
        // Verified once more: what waited may have become something else.
        for (const [step, { waits, restarts }] of steps) {
          if (waits) change(step, { state: 'open', waits: false, restarts: restarts + 1 })
        }
        change(entry.step, { state: 'applied' })
        break
      case 'undo':
        undoing = true
        change(entry.step, { torn: true, boot: entry.boot })
        break
      case 'undone':
        undoing = true
        change(entry.step, { state: 'undone', torn: false })
        restartOwed ||= entry.restart
        break
      default:
        break
    }
  }
  return { steps, restartOwed, restarting, undoing }
}

export const stepState = (state: RunState, id: string): StepState => state.steps.get(id) ?? fresh
