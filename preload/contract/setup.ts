import { eventIterator, type } from '@orpc/contract'
import { z } from 'zod'
import { call } from './base.ts'
import type { Explained } from './explained.ts'
import type { LiveEvent } from './live.ts'
import type { HostFacts, RequirementVerdict } from './setup-facts.ts'
import { type ProcedureChoice, type ProcedureId, procedureChoiceSchema } from './setup-procedures.ts'

/** What a step's looks say of it. Unsupported and unknown carry what to tell; unknown is never taken for no. */
export type StepVerdict =
  | { kind: 'satisfied' | 'needed' | 'awaiting-restart' }
  | { kind: 'unsupported' | 'unknown'; error: Explained }

export interface PlanStep {
  /** `PROCEDURE/STEP`, or the id of a restart. */
  id: string
  kind: 'step' | 'restart'
  procedure: ProcedureId | null
  title: string
  why: string
  /** Address of the document that says so; empty for a restart. */
  source: string
  elevation: boolean
  verdict: StepVerdict
  /** PowerShell, as it would be run; empty where nothing need be done. */
  commands: string[]
  looks: string[]
  /** What would take it back, as things stand; null: there is no way back. */
  undo: string[] | null
  warnings: string[]
}

/** What can be gone on with where this plan ends: inside a virtual machine of the host. */
export interface NextPlan {
  title: string
  vm: string
  procedures: ProcedureChoice[]
}

/**
 * How the steps that ask for administrator rights get them where the session has none: Windows asks for consent once,
 * and what it starts may run `commands` only; or they cannot be asked for from here.
 */
export type PlanElevation = { kind: 'asked'; commands: string[] } | { kind: 'refused'; error: Explained }

export interface PlanView {
  /** SHA-256 over the plan and its calls; `run` and `export` name it. */
  id: string
  target: string
  title: string
  procedures: ProcedureChoice[]
  facts: HostFacts
  steps: PlanStep[]
  /** Something cannot be done here, or could not be read: nothing is changed then. */
  blocked: boolean
  restarts: number
  /** Whether the session that looked may also change. */
  elevated: boolean
  /** Null: nothing has to be asked for. */
  elevation: PlanElevation | null
  next: NextPlan | null
}

/** A run that waits until this machine has been restarted. */
export interface Waiting {
  /** Windows starts Slipway again after the next logon, and it goes on. */
  registered: boolean
  /** Seen to have been restarted since: it can go on. */
  restarted: boolean
}

export type RunState =
  | 'running'
  | 'done'
  | 'failed'
  | 'cancelled'
  | 'awaiting-restart'
  | 'undone'
  /** The program ended in the middle of it. */
  | 'interrupted'
  /** The journal cannot be read, or the procedures no longer make this plan. */
  | 'unusable'

export interface RunStep {
  id: string
  title: string
  state:
    | 'waiting'
    | 'looking'
    | 'applying'
    | 'verifying'
    | 'restarting'
    | 'awaiting-restart'
    | 'already'
    | 'done'
    | 'not-needed'
    | 'failed'
    | 'skipped'
    | 'undoing'
    | 'undone'
  /** Milliseconds since the epoch. */
  startedAt: number | null
  endedAt: number | null
  error: Explained | null
}

/** H12: one journalled run. */
export interface RunRow {
  id: string
  target: string
  /** The host's own name, as it was read when the run began; empty where it was not told. */
  host: string
  title: string
  by: string
  startedAt: number
  endedAt: number | null
  state: RunState
  /** It is being, or was, taken back. */
  undoing: boolean
  steps: RunStep[]
  /** Why it stands still. */
  error: Explained | null
  /** Null unless it waits for this machine's own restart. */
  waiting: Waiting | null
  canResume: boolean
  canUndo: boolean
  next: NextPlan | null
}

/** One line of what a run says. */
export interface RunLine {
  step: string
  /** Milliseconds since the epoch. */
  at: number
  kind: 'call' | 'output' | 'error' | 'warning' | 'verbose' | 'information' | 'progress'
  text: string
  percent: number | null
}

/** Whether what a finished run did still holds. */
export interface DriftReport {
  checkedAt: number
  /** Steps that the run left satisfied and that no longer are. */
  drifted: { id: string; title: string; verdict: StepVerdict }[]
  holding: number
}

/** A virtual machine of a host; its state as Hyper-V names it (`Running`, `Off`, `Saved`), null where it was not told. */
export interface VirtualMachine {
  name: string
  state: string | null
}

/** `local`, `winrm://…`, `ssh://…`, `vm:NAME` or `practice:MACHINE`; main reads it further. */
const target = z.string().trim().min(1).max(500)
const plan = z.object({ plan: z.string().regex(/^[0-9a-f]{64}$/) })
const run = z.object({ run: z.string().regex(/^[\w-]{1,80}$/) })

export const setup = {
  /** Whether a host's account has a password kept for it, and the id that names it; null where it needs none. */
  account: call.input(z.object({ target })).output(type<{ account: string; kept: boolean } | null>()),
  /** Keeps the password of a host's account in the keychain; an empty one forgets it. */
  setPassword: call.input(z.object({ target, password: z.string().max(1000) })).output(type<void>()),
  /** H1: reads only, and asks for no elevation. */
  facts: call
    .input(z.object({ target }))
    .output(type<{ facts: HostFacts; requirements: RequirementVerdict[]; readAt: number }>()),
  /** H5: the host's virtual machines, by name; reads only. */
  virtualMachines: call.input(z.object({ target })).output(type<VirtualMachine[]>()),
  /** Looks at the host and says what would be done; changes nothing. Several procedures become one plan. */
  plan: call
    .input(z.object({ target, procedures: z.array(procedureChoiceSchema).min(1).max(8) }))
    .output(type<PlanView>()),
  /**
   * Runs a plan as it was reviewed; refused when the host has changed meanwhile. `accepted` names steps whose state is
   * unknown and which the person takes for done.
   */
  run: call
    .input(plan.extend({ accepted: z.array(z.string().min(1).max(200)).max(100).default([]) }))
    .output(type<{ run: string }>()),
  /** The plan as one PowerShell script, with the name of its file. */
  export: call.input(plan).output(type<{ name: string; script: string }>()),
  runs: call.output(eventIterator(type<LiveEvent<RunRow>>())),
  /** What a run has said and says, in batches. */
  output: call.input(run).output(eventIterator(type<{ lines: RunLine[] }>())),
  /** Stops before the next step; a run that waits for a restart is given up. */
  cancel: call.input(run).output(type<void>()),
  /** Goes on where it stands: after a failure (retry), a restart, a crash. */
  resume: call.input(run).output(type<void>()),
  /** Leaves the step out, and goes on. */
  skip: call.input(run.extend({ step: z.string().min(1).max(200) })).output(type<void>()),
  undo: call.input(run).output(type<void>()),
  /** H12: a change record for the ticket, in Markdown. */
  record: call.input(run).output(type<{ name: string; markdown: string }>()),
  /** H12: looks at a finished run's steps again. */
  stillTrue: call.input(run).output(type<DriftReport>()),
}
