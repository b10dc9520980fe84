import type { Explained } from '../../preload/contract/explained.ts'
import { waitForHostWork } from './host-work.ts'
import { interpret } from './interpret.ts'
import { type Looked, lookAt } from './look.ts'
import type { Plan, PlanEntry } from './plan.ts'
import { finishRestart, isSameBoot, restartHost } from './restart.ts'
import { asksForRestart, clock, pause, type RunContext, type RunEnd, runCalls, StepFailure } from './run-context.ts'
import { type RunState, readState, stepState } from './run-state.ts'
import type { Step, Verdict } from './step.ts'
import { judgeStep } from './verdict.ts'

type StepEntry = Extract<PlanEntry, { kind: 'step' }>

const defaultSettle = 30_000
const firstGap = 250
const longestGap = 4000

/**
 * Runs a plan from where its journal stands: the same for the first time, after a failure, after a restart and after a
 * crash. Steps that the journal knows as done are not touched again; the others are looked at first. Resolves with how it
 * ended; rejects only when the journal cannot be written.
 */
export async function runPlan(plan: Plan, context: RunContext): Promise<RunEnd> {
  const end = await work(plan, context)
  const state = end.state === 'awaiting-restart' ? 'paused' : end.state
  await context.journal.write({ type: 'ended', state })
  return end
}

async function work(plan: Plan, context: RunContext): Promise<RunEnd> {
  for (;;) {
    const entry = nextEntry(plan, readState(context.journal.entries))
    if (!entry) return { state: 'done' }
    if (context.signal?.aborted) return { state: 'cancelled' }
    try {
      if (entry.kind === 'step') await runStep(entry, context)
      else if (!(await restartIfOwed(entry.id, context))) return { state: 'awaiting-restart', step: entry.id }
    } catch (error) {
      if (context.signal?.aborted && error === context.signal.reason) return { state: 'cancelled' }
      const explained = error instanceof StepFailure ? error.explained : context.explain(error)
      await context.journal.write({ type: 'failed', step: entry.id, error: explained })
      context.tell?.({ type: 'step', step: entry.id, state: 'failed', error: explained })
      return { state: 'failed', step: entry.id, error: explained }
    }
  }
}

/** The first line that is open. A restart that is over comes once more where one is owed and no other comes later. */
function nextEntry(plan: Plan, state: RunState): PlanEntry | undefined {
  const isOpen = (entry: PlanEntry) => stepState(state, entry.id).state === 'open'
  const open = plan.entries.find(isOpen)
  if (!state.restartOwed || plan.entries.some((entry) => entry.kind === 'restart' && isOpen(entry))) return open
  const [again] = plan.entries
    .filter(({ kind, id }) => kind === 'restart' && stepState(state, id).state !== 'skipped')
    .slice(-1)
  if (!open || !again) return open ?? again
  return plan.entries.indexOf(open) < plan.entries.indexOf(again) ? open : again
}

/** False: the plan must wait until a person has restarted this machine. */
async function restartIfOwed(id: string, context: RunContext): Promise<boolean> {
  const state = readState(context.journal.entries)
  if (!state.restartOwed && !state.restarting) {
    await context.journal.write({ type: 'satisfied', step: id, restart: false })
    context.tell?.({ type: 'step', step: id, state: 'not-needed' })
    return true
  }
  return state.restarting ? finishRestart(id, state.restarting.boot, context) : restartHost(id, context)
}

async function runStep({ id, step }: StepEntry, context: RunContext): Promise<void> {
  context.tell?.({ type: 'step', step: id, state: 'looking' })
  const known = stepState(readState(context.journal.entries), id)
  if (known.torn) await waitForHostWork(id, step, context)
  const [verdict, looked] = await lookUntilDecided(step, context)
  if (verdict.kind === 'awaiting-restart' && known.restarts > 0) throw new StepFailure(id, restartDidNotHelp)
  if (verdict.kind === 'satisfied' || verdict.kind === 'awaiting-restart') {
    const owed = verdict.kind === 'awaiting-restart' || (await tornBeforeRestart(step, known, context))
    // An apply that was cut off, and is found done, was ours to undo all the same.
    if (known.before)
      await context.journal.write({ type: 'applied', step: id, evidence: looked.evidence, restart: owed })
    else await context.journal.write({ type: 'satisfied', step: id, restart: owed })
    context.tell?.({ type: 'step', step: id, state: owed ? 'awaiting-restart' : 'already' })
    return
  }
  if (verdict.kind !== 'needed') throw new StepFailure(id, context.explainVerdict(verdict))
  await applyStep(id, step, looked, context)
}

async function applyStep(id: string, step: Step, looked: Looked, context: RunContext): Promise<void> {
  const calls = step.apply(looked.evidence)
  const boot = step.restart === 'never' ? null : await context.session.bootTime()
  await context.journal.write({ type: 'apply', step: id, evidence: looked.evidence, calls: [...calls], boot })
  context.tell?.({ type: 'step', step: id, state: 'applying' })
  const outcomes = await runCalls(context, id, calls, step.deadline)
  context.tell?.({ type: 'step', step: id, state: 'verifying' })
  const [verdict, seen] = await lookUntilDone(step, context)
  if (verdict.kind !== 'satisfied' && verdict.kind !== 'awaiting-restart') {
    throw new StepFailure(id, context.explainVerdict(verdict))
  }
  const restart = step.restart === 'always' || verdict.kind === 'awaiting-restart' || asksForRestart(outcomes)
  await context.journal.write({ type: 'applied', step: id, evidence: seen.evidence, restart })
  context.tell?.({ type: 'step', step: id, state: restart ? 'awaiting-restart' : 'done' })
}

/**
 * The answer of an apply that was cut off is lost, and with it whether it asked for a restart: one is owed then, unless
 * the host has been restarted since.
 */
async function tornBeforeRestart(
  step: Step,
  known: { torn: boolean; boot: number | null },
  context: RunContext,
): Promise<boolean> {
  if (!known.torn || step.restart === 'never') return false
  return known.boot === null || isSameBoot(known.boot, await context.session.bootTime())
}

const restartDidNotHelp: Explained = {
  code: 'restart-did-not-help',
  message: 'The host was restarted, and still it waits for a restart.',
  cause: 'Windows could not finish what was pending.',
  remedy: 'Read the log of Windows servicing (C:\\Windows\\Logs\\CBS\\CBS.log) on the host, mend it there, then retry.',
  detail: '',
}

/** Looks until the host is no longer at work on it and, after a restart, until what comes up late can be read. */
async function lookUntilDecided(step: Step, context: RunContext): Promise<[Verdict, Looked]> {
  return lookUntil(step, context, (verdict, { evidence }) => {
    if (step.busy && interpret(step.busy, evidence) === true) return false
    return verdict.kind !== 'unknown' || step.afterRestart !== true
  })
}

async function lookUntilDone(step: Step, context: RunContext): Promise<[Verdict, Looked]> {
  return lookUntil(step, context, ({ kind }) => kind === 'satisfied' || kind === 'awaiting-restart')
}

async function lookUntil(
  step: Step,
  context: RunContext,
  decided: (verdict: Verdict, looked: Looked) => boolean,
): Promise<[Verdict, Looked]> {
  const end = clock(context) + (step.settle ?? defaultSettle)
  for (let gap = firstGap; ; gap = Math.min(gap * 2, longestGap)) {
    // Nothing is elevated merely to be read.
    const looked = await lookAt(step.elevation ? context.session : (context.plain ?? context.session), step.look)
    const verdict = judgeStep(step, looked)
    if (decided(verdict, looked) || clock(context) >= end) return [verdict, looked]
    context.signal?.throwIfAborted()
    await pause(context, gap)
  }
}
