import type { Call, CallError } from './call.ts'
import type { Condition, Evidence } from './condition.ts'

/** One thing looked at; `name` is what conditions call it. A look changes nothing and needs no elevation if it can. */
export interface Look {
  readonly name: string
  readonly call: Call
  /** Error ids that mean "there is none": taken as an empty list, not as a failed look. */
  readonly absentWhen?: readonly string[]
}

/** Why a step cannot be done on this host; the first whose condition is true is told. */
export interface Unsupported {
  readonly code: string
  readonly when: Condition
  readonly because: string
  readonly remedy: string
}

/**
 * One step of a plan, as data made from a procedure's parameters. Verify is look again. `apply` and `undo` are pure:
 * from recorded evidence to calls; every apply is safe to run twice.
 */
export interface Step {
  readonly id: string
  readonly title: string
  readonly why: string
  /** Where the fact comes from: address of the document. */
  readonly source: string
  readonly elevation: boolean
  /** `may`: the apply's answer says whether a restart is needed; `always`: it takes effect only after one. */
  readonly restart: 'never' | 'may' | 'always'
  readonly look: readonly Look[]
  readonly satisfied: Condition
  /** True of the evidence: applied, and waiting for a restart. */
  readonly awaitingRestart?: Condition
  readonly unsupported: readonly Unsupported[]
  /** Says more than that a reading is missing; the first whose condition is true is told. */
  readonly whenUnknown?: readonly { readonly when: Condition; readonly because: string; readonly remedy: string }[]
  /** Means something only once the restart that earlier steps owe is over. */
  readonly afterRestart?: boolean
  /** Ids of earlier steps of its procedure: where one of them is needed, so is this one, whatever it reads now. */
  readonly follows?: readonly string[]
  /** Can be looked at only with elevation: unknown to a session without, it is shown as needed, and looked at again elevated before anything is done. */
  readonly readsElevated?: boolean
  /** True while the host still works on it: looked at again before anything is decided. */
  readonly busy?: Condition
  /** Milliseconds that one call of the apply may take; 120,000 unless given. */
  readonly deadline?: number
  /** Milliseconds until the change must be seen by looking again; 30,000 unless given. */
  readonly settle?: number
  /** Warnings that the person confirms on the review page: what is lost or cannot be taken back. */
  readonly warns?: readonly { readonly when: Condition; readonly text: string }[]
  /** Names of the cmdlets and native commands that `apply` and `undo` can issue: an elevated helper runs no others. */
  readonly commands: readonly string[]
  readonly apply: (evidence: Evidence) => readonly Call[]
  /** Null where there is none; `evidence` is what was recorded before the apply. */
  readonly undo: ((evidence: Evidence) => readonly Call[]) | null
}

export type Verdict =
  | { readonly kind: 'satisfied' }
  | { readonly kind: 'needed' }
  | { readonly kind: 'unsupported'; readonly code: string; readonly because: string; readonly remedy: string }
  | {
      readonly kind: 'unknown'
      readonly missing: readonly string[]
      readonly errors: readonly CallError[]
      readonly because?: string
      readonly remedy?: string
    }
  | { readonly kind: 'awaiting-restart' }
