import { interpret, missingReadings } from './interpret.ts'
import type { Looked } from './look.ts'
import type { Step, Verdict } from './step.ts'

/** What a step's evidence says of it. A missing reading is unknown, never no. */
export function judgeStep(step: Step, { evidence, errors }: Looked): Verdict {
  const satisfied = interpret(step.satisfied, evidence)
  if (satisfied === true) return { kind: 'satisfied' }
  if (step.awaitingRestart && interpret(step.awaitingRestart, evidence) === true) return { kind: 'awaiting-restart' }
  const judged = step.unsupported.map((entry) => ({ entry, truth: interpret(entry.when, evidence) }))
  const refused = judged.find(({ truth }) => truth === true)?.entry
  if (refused) return { kind: 'unsupported', code: refused.code, because: refused.because, remedy: refused.remedy }
  const undecided = judged.filter(({ truth }) => truth === 'unknown').map(({ entry }) => entry.when)
  if (satisfied === false && undecided.length === 0) return { kind: 'needed' }
  const conditions = satisfied === 'unknown' ? [step.satisfied, ...undecided] : undecided
  const missing = [...new Set(conditions.flatMap((condition) => missingReadings(condition, evidence)))]
  const told = step.whenUnknown?.find(({ when }) => interpret(when, evidence) === true)
  return { kind: 'unknown', missing, errors, ...(told ? { because: told.because, remedy: told.remedy } : {}) }
}

/** Warnings of a step that its evidence calls for. A warning that cannot be decided is given. */
export function warningsOf(step: Step, { evidence }: Looked): string[] {
  return (step.warns ?? []).filter(({ when }) => interpret(when, evidence) !== false).map(({ text }) => text)
}
