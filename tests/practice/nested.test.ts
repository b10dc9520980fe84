import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { practiceSession } from '../../main/practice/machine/session.ts'
import { readFacts } from '../../main/setup/facts.ts'
import { nextPlan } from '../../main/setup/next-plan.ts'
import { buildPlan, reviewPlan } from '../../main/setup/plan.ts'
import { runPlan } from '../../main/setup/run.ts'
import { undoPlan } from '../../main/setup/undo.ts'
import { procedureChoiceSchema } from '../../preload/contract/setup-procedures.ts'
import { practiceMachine } from '../support/setup/practice.ts'
import { contextOf, newJournal, privateFolder } from '../support/setup/run-plan.ts'
import { nested } from '../support/setup/scenarios.ts'

async function review(preset: string, choice: ReturnType<typeof nested>) {
  const machine = practiceMachine(await privateFolder(), preset)
  const session = practiceSession(machine)
  const { facts } = await readFacts(session)
  const plan = buildPlan(session.name, [choice], facts)
  return { machine, session, plan, reviewed: await reviewPlan(plan, session) }
}

describe('H5: nested virtualization', () => {
  it.each([
    ['nesting-amd-needs-2022', 'hyperv-host-amd', nested({ vm: 'amd1' })],
    ['vm-not-found', 'hyperv-host', nested({ vm: 'no such machine' })],
    ['vm-not-found', 'hyperv-host', nested({ vm: 'it\'s "quoted" $(x) ; ‘curly’ Größe' })],
    ['vm-running', 'hyperv-host', nested({ stop: 'never' })],
    ['vm-saved', 'hyperv-host', nested({ vm: 'build1' })],
    ['vm-version-too-low', 'hyperv-host', nested({ vm: 'old1' })],
  ])('H5: %s on %s is told before anything is changed', async (code, preset, choice) => {
    const { reviewed } = await review(preset, choice)
    const refused = reviewed.entries.flatMap(({ verdict }) => (verdict.kind === 'unsupported' ? [verdict] : []))
    expect(refused.map((verdict) => verdict.code)).toContain(code)
    expect(refused.every(({ because, remedy }) => because !== '' && remedy !== '')).toBe(true)
  })

  it('H5: what is lost or interrupted is warned of on the review', async () => {
    const warnings = async (choice: ReturnType<typeof nested>) =>
      (await review('hyperv-host', choice)).reviewed.entries.flatMap((entry) => entry.warnings).join('\n')
    expect(await warnings(nested({}))).toContain('web1 is shut down')
    expect(await warnings(nested({ stop: 'turn-off' }))).toContain('turned off at once')
    expect(await warnings(nested({ vm: 'build1', discardSavedState: true }))).toContain('is lost')
    expect(await warnings(nested({ vm: 'old1', updateVersion: true }))).toContain('cannot be taken back')
    expect(await warnings(nested({ vm: 'test1' }))).toContain('has checkpoints')
    expect(await warnings(nested({ vm: 'test1', removeCheckpoints: true }))).toContain('cannot be taken back')
  })

  it('H5: the processor count is set before the exposure, and commands are the ones that administrators know', async () => {
    const { reviewed } = await review('hyperv-host', nested({}))
    const commands = reviewed.entries.flatMap(({ calls }) =>
      calls.map((call) => ('run' in call ? call.run : call.native)),
    )
    expect(commands).toEqual([
      'Stop-VM',
      'Set-VMProcessor',
      'Set-VMProcessor',
      'Set-VMMemory',
      'Set-VMNetworkAdapter',
      'Start-VM',
    ])
    const processor = reviewed.entries
      .flatMap(({ calls }) => calls)
      .filter((call) => 'run' in call && call.run === 'Set-VMProcessor')
    expect(processor).toMatchObject([{ with: { Count: 2 } }, { with: { ExposeVirtualizationExtensions: true } }])
  })

  it.each(['web[1]', 'web*', 'a?', 'a`b', 'line\nbreak', '', '   ', 'x'.repeat(101)])(
    'H5: the name %j, which could mean another machine or none, is refused',
    (vm) => {
      expect(procedureChoiceSchema.safeParse(nested({ vm })).success).toBe(false)
    },
  )

  it('H5: a guest that does not shut down fails the step, and nothing is changed', async () => {
    const { machine, session, plan } = await review('hyperv-host', nested({ vm: 'locked1' }))
    const before = JSON.stringify(
      machine.state().vms.map(({ name, exposed, processors, memory }) => [name, exposed, processors, memory]),
    )
    const journal = await newJournal(join(await privateFolder(), 'run.jsonl'), plan, session)
    const end = await runPlan(plan, contextOf(session, journal))
    expect(end).toMatchObject({ state: 'failed', step: 'nested-virtualization/stop' })
    expect(await undoPlan(plan, contextOf(session, journal))).toEqual({ state: 'undone' })
    expect(
      JSON.stringify(
        machine.state().vms.map(({ name, exposed, processors, memory }) => [name, exposed, processors, memory]),
      ),
    ).toBe(before)
    await journal.close()
  })

  it('H5: it goes on inside the machine with Hyper-V, and the hypervisor is proved there', async () => {
    const choice = nested({})
    const { machine, session, plan } = await review('hyperv-host', choice)
    const folder = await privateFolder()
    const journal = await newJournal(join(folder, 'outer.jsonl'), plan, session)
    expect(await runPlan(plan, contextOf(session, journal))).toEqual({ state: 'done' })
    await journal.close()

    const next = nextPlan([choice])
    expect(next).toMatchObject({ vm: 'web1', title: 'Install Hyper-V inside web1, and prove it there' })
    const inside = practiceSession(machine, { vm: next?.vm })
    const { facts, requirements } = await readFacts(inside)
    expect(facts).toMatchObject({ virtual: true })
    expect(requirements.every(({ verdict }) => verdict === 'met')).toBe(true)
    const within = buildPlan(inside.name, next?.procedures ?? [], facts)
    const second = await newJournal(join(folder, 'inner.jsonl'), within, inside)
    expect(await runPlan(within, contextOf(inside, second))).toEqual({ state: 'done' })
    expect(machine.state('web1')).toMatchObject({ hypervisor: true, services: { vmms: { status: 'Running' } } })
    const again = await reviewPlan(within, inside)
    expect(again.entries.filter(({ verdict }) => verdict.kind !== 'satisfied')).toEqual([])
    await second.close()
  })
})
