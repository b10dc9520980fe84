import type { PlanElevation, PlanStep, PlanView, StepVerdict } from '../../preload/contract/setup.ts'
import type { ProcedureChoice } from '../../preload/contract/setup-procedures.ts'
import { printCall, printChange } from './call-text.ts'
import { explainVerdict } from './explain-host.ts'
import type { Looked } from './look.ts'
import { nextPlan } from './next-plan.ts'
import type { PlanEntry, ReviewedEntry, ReviewedPlan } from './plan.ts'
import { procedures } from './procedures/all.ts'
import type { Step, Verdict } from './step.ts'

/** A reviewed plan as pages and the command line show it; `here`: on the machine that the program itself runs on. */
export function viewPlan(
  { plan, id, entries }: ReviewedPlan,
  { elevated, elevation, here }: { elevated: boolean; elevation: PlanElevation | null; here: boolean },
): PlanView {
  const steps = entries.map((entry) =>
    here && entry.entry.kind === 'restart' ? viewOwnRestart(entry) : viewStep(entry),
  )
  return {
    id,
    target: plan.target,
    title: titleOf(plan.procedures),
    procedures: [...plan.procedures],
    facts: plan.facts,
    steps,
    blocked: isBlocked(entries),
    restarts: entries.filter(({ entry, verdict }) => entry.kind === 'restart' && verdict.kind === 'needed').length,
    elevated,
    elevation,
    next: nextPlan(plan.procedures),
  }
}

const isBlocked = (entries: readonly ReviewedEntry[]): boolean =>
  entries.some(({ verdict: { kind } }) => kind === 'unsupported' || kind === 'unknown')

/** `Containers feature and Hyper-V`. */
export function titleOf(choices: readonly ProcedureChoice[]): string {
  const names = choices.map((choice) => {
    const title = procedures.find(({ id }) => id === choice.procedure)?.title ?? choice.procedure
    if (choice.procedure === 'nested-virtualization') return `${title} for ${choice.parameters.vm}`
    return choice.procedure === 'trust-remote-host' ? `${title}: ${choice.parameters.host}` : title
  })
  const last = names.pop() ?? ''
  return names.length > 0 ? `${names.join(', ')} and ${last}` : last
}

export function titleOfEntry(entry: PlanEntry): string {
  return entry.kind === 'step' ? entry.step.title : 'Restart the host'
}

export function viewVerdict(verdict: Verdict): StepVerdict {
  return verdict.kind === 'unsupported' || verdict.kind === 'unknown'
    ? { kind: verdict.kind, error: explainVerdict(verdict) }
    : { kind: verdict.kind }
}

/** This machine is restarted by whoever sits before it (docs/decisions/after-a-restart.md). */
function viewOwnRestart(reviewed: ReviewedEntry): PlanStep {
  const needed = reviewed.verdict.kind === 'needed'
  return {
    ...viewStep(reviewed),
    title: 'Restart this machine',
    why: 'Windows finishes what was added or taken away only while it starts. The plan waits here until you restart this machine, then goes on.',
    commands: [],
    warnings: needed ? ['The plan stops in the middle until you restart this machine.'] : [],
  }
}

function viewStep({ entry, verdict, looked, calls, warnings }: ReviewedEntry): PlanStep {
  const shown = {
    id: entry.id,
    kind: entry.kind,
    title: titleOfEntry(entry),
    verdict: viewVerdict(verdict),
    commands: calls.map(printChange),
    warnings: [...warnings],
  }
  if (entry.kind === 'restart') {
    const why =
      'Windows finishes what was added or taken away only while it starts. One restart serves every step above.'
    return { ...shown, procedure: null, why, source: '', elevation: true, looks: [], undo: null }
  }
  const { step } = entry
  return {
    ...shown,
    procedure: procedures.find(({ id }) => id === entry.procedure)?.id ?? null,
    why: step.why,
    source: step.source,
    elevation: step.elevation,
    looks: step.look.map(({ call }) => printCall(call)),
    undo: calls.length > 0 ? wayBack(step, looked) : null,
  }
}

/** Null where there is none; empty where it is only known once what goes back could be read. */
function wayBack({ undo }: Step, { evidence }: Looked): string[] | null {
  const calls = undo?.(evidence).map(printChange) ?? []
  const unread = Object.values(evidence).some(({ objects }) => objects === null)
  return calls.length > 0 || (undo && unread) ? calls : null
}
