import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { PracticeMachine } from '../../main/practice/machine/practice-machine.ts'
import { practiceSession } from '../../main/practice/machine/session.ts'
import { exportPlan } from '../../main/setup/export.ts'
import { readFacts } from '../../main/setup/facts.ts'
import { readModule } from '../../main/setup/host/runner-files.ts'
import type { HostSession } from '../../main/setup/host/session.ts'
import type { Journal } from '../../main/setup/journal.ts'
import { buildPlan, reviewPlan } from '../../main/setup/plan.ts'
import { runPlan } from '../../main/setup/run.ts'
import { undoPlan } from '../../main/setup/undo.ts'
import { type ProcedureChoice, procedureParameters } from '../../preload/contract/setup-procedures.ts'
import { noPwsh, pwsh, pwshProgram, runnerFolder } from '../support/powershell/pwsh.ts'
import { fastMachine, withoutTimes } from '../support/setup/practice-plan.ts'
import { contextOf, newJournal } from '../support/setup/run-plan.ts'
import { trust } from '../support/setup/scenarios.ts'
import { openPractice } from '../support/stand-ins/practice.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWhere } from '../support/where.ts'

const containers: ProcedureChoice = {
  procedure: 'containers-feature',
  parameters: procedureParameters['containers-feature'].parse({}),
}
const hyperV: ProcedureChoice = { procedure: 'hyper-v', parameters: procedureParameters['hyper-v'].parse({}) }
const nested = (vm: string, more: object = {}): ProcedureChoice => ({
  procedure: 'nested-virtualization',
  parameters: procedureParameters['nested-virtualization'].parse({ vm, ...more }),
})

type Case = readonly [string, string, readonly ProcedureChoice[]]
const few: readonly Case[] = [
  ['H3', 'windows-11', [containers]],
  ['H4', 'server-2019-core', [containers, hyperV]],
  ['H5', 'hyperv-host', [nested('web1', { stop: 'turn-off' })]],
  ['H1', 'windows-11', [trust('srv1.lan')]],
]
/** Each takes a quarter of a minute: what `npm test` leaves out, `npm run test:all` does. */
const more: readonly Case[] = [
  ['H3', 'server-2022', [containers]],
  ['H3', 'server-2016-core', [containers]],
  ['H4', 'server-2025', [hyperV]],
  ['H4', 'windows-10', [hyperV]],
  ['H5', 'hyperv-host', [nested('nested1')]],
  ['H5', 'hyperv-host-2025', [nested('single1')]],
]
const cases = process.env.SLIPWAY_TEST_ALL === '1' ? [...few, ...more] : few

describeWhere(pwsh !== undefined, noPwsh, 'Plans through the real PowerShell', () => {
  const folder = temporaryFolder()
  const journals: Journal[] = []
  let count = 0
  afterAll(() => folder.remove())

  async function runOn(session: HostSession, choices: readonly ProcedureChoice[]) {
    const { facts } = await readFacts(session)
    const plan = buildPlan(session.name, choices, facts)
    const journal = await newJournal(join(folder.path, `${count++}.jsonl`), plan, session)
    journals.push(journal)
    const end = await runPlan(plan, contextOf(session, journal))
    return { plan, journal, end }
  }

  /** As an administrator would: again after each restart, until it says that it is done. */
  async function runScript(script: string, machine: PracticeMachine, environment: NodeJS.ProcessEnv, module: string) {
    const path = join(folder.path, `script ${count++}.ps1`)
    writeFileSync(path, script)
    const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
    const line = `Import-Module ${quoted(module)} -DisableNameChecking; & ${quoted(path)} -Restart; exit $LASTEXITCODE`
    const outputs: string[] = []
    for (let times = 0; times < 6; times++) {
      const { code, output } = await new Promise<{ code: number; output: string }>((done) => {
        const program = pwshProgram(environment)
        const args = ['-NoProfile', '-NonInteractive', '-Command', line]
        execFile(program.path, args, { env: program.environment }, (error, out, errorOut) =>
          done({ code: error === null ? 0 : Number(error.code), output: `${out}${errorOut}` }),
        )
      })
      outputs.push(output)
      if (code === 0) return { times, outputs }
      // Linux keeps a byte of an exit code: 194 of 3010.
      if (code !== (3010 & 0xff)) throw new Error(`The script ended with ${code}:\n${output}`)
      await machine.bootTime()
    }
    throw new Error(`The script was never done:\n${outputs.join('\n')}`)
  }

  it.each(cases)(
    '%s: on %s, run, undone and exported, %#',
    async (_, preset, choices) => {
      const [twin, real, scripted] = ['twin', 'real', 'scripted'].map((name) =>
        fastMachine(preset, join(folder.path, `${name}${count++}`)),
      ) as [PracticeMachine, PracticeMachine, PracticeMachine]
      const direct = await runOn(practiceSession(twin), choices)
      const { session, close } = await openPractice(real)
      const exporting = await openPractice(scripted)
      try {
        const through = await runOn(session, choices)
        expect(through.end).toEqual(direct.end)
        expect(through.end).toEqual({ state: 'done' })
        expect(withoutTimes(real.state())).toEqual(withoutTimes(twin.state()))

        const script = exportPlan(await reviewPlan(direct.plan, practiceSession(scripted)), {
          title: 'A plan',
          program: 'test',
          module: readModule(runnerFolder),
        })
        const { environment, modulePath } = exporting.standIns
        await runScript(script, scripted, environment, modulePath)
        expect(withoutTimes(scripted.state())).toEqual(withoutTimes(twin.state()))
        // Safe to run twice.
        expect(await runScript(script, scripted, environment, modulePath)).toMatchObject({ times: 0 })
        expect(withoutTimes(scripted.state())).toEqual(withoutTimes(twin.state()))

        expect(await undoPlan(through.plan, contextOf(session, through.journal))).toEqual({ state: 'undone' })
        expect(await undoPlan(direct.plan, contextOf(practiceSession(twin), direct.journal))).toEqual({
          state: 'undone',
        })
        expect(withoutTimes(real.state())).toEqual(withoutTimes(twin.state()))
      } finally {
        await close()
        await exporting.close()
        for (const journal of journals.splice(0)) await journal.close()
      }
    },
    180_000,
  )
})
