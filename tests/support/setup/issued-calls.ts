import { PracticeMachine } from '../../../main/practice/machine/practice-machine.ts'
import { practiceSession } from '../../../main/practice/machine/session.ts'
import type { Call } from '../../../main/setup/call.ts'
import { readFacts } from '../../../main/setup/facts.ts'
import type { HostSession } from '../../../main/setup/host/session.ts'
import { buildPlan, restartCall, reviewPlan } from '../../../main/setup/plan.ts'
import { type WizardCase, wizardCases } from './wizard-cases.ts'

/** A call with the parameters that it is issued with, whatever their values: `Install-WindowsFeature -Name -Source`. */
export function signatureOf(call: Call): string {
  if ('native' in call) return [call.native, ...call.args.filter((word) => /^[-/]/.test(word))].join(' ')
  const names = Object.keys(call.with ?? {}).sort()
  return [call.run, ...names.map((name) => `-${name}`)].join(' ')
}

export const commandOf = (call: Call): string => ('native' in call ? call.native : call.run)

/** Each wizard once on each kind of Windows, and with each way to its payload: what calls may differ by. */
export function callCases(): WizardCase[] {
  const seen = new Set<string>()
  return wizardCases().filter((one) => {
    const { windows, sources, services } = one.preset.make()
    const key = JSON.stringify([one.wizard, windows.installationType, sources.length, services.docker !== undefined])
    const first = !seen.has(key)
    seen.add(key)
    return first
  })
}

/** A session that tells of every call and whether it was answered without an error. */
export function tellingSession(session: HostSession, tell: (call: Call, succeeded: boolean) => void): HostSession {
  return {
    ...session,
    name: session.name,
    get elevated() {
      return session.elevated
    },
    invoke: async (call, options) => {
      const outcome = await session.invoke(call, options)
      tell(call, outcome.errors.length === 0 && (outcome.exitCode ?? 0) === 0)
      return outcome
    },
  }
}

/** Every call that a wizard can issue on a machine, and whether it can run there: its facts, looks, changes, restart, and the way back. */
export async function issuedCalls(one: WizardCase, folder: string): Promise<{ calls: Call[]; runs: boolean }> {
  const machine = new PracticeMachine({ name: one.preset.name, folder, make: one.preset.make, pace: 0 })
  const calls: Call[] = [{ run: 'Get-SlipwayWork' }]
  const session = tellingSession(practiceSession(machine), (call) => calls.push(call))
  const { facts } = await readFacts(session)
  await session.bootTime()
  const plan = buildPlan(session.name, one.choices, facts)
  const { entries } = await reviewPlan(plan, session)
  for (const { entry, looked } of entries) {
    if (entry.kind === 'restart') {
      calls.push(restartCall)
      continue
    }
    const { apply, undo } = entry.step
    calls.push(...apply(looked.evidence), ...(undo?.(looked.evidence) ?? []))
    // A service that is looked at only after the restart, as one that had to be started.
    if (looked.evidence.service)
      calls.push(...(undo?.({ service: { objects: [{ Status: 'Stopped' }], exitCode: null } }) ?? []))
  }
  const runs = entries.every(({ verdict: { kind } }) => kind !== 'unsupported' && kind !== 'unknown')
  return { calls, runs }
}
