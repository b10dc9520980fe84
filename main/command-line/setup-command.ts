import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { SlipwayError } from '../../preload/contract/explained.ts'
import type { PlanView, RunRow } from '../../preload/contract/setup.ts'
import { explain } from '../explain/explain.ts'
import { createHostSetup } from '../host-setup.ts'
import { ownProgram } from '../own-program.ts'
import { openSecrets } from '../secrets.ts'
import type { ComeBack } from '../setup/continuation.ts'
import type { Setup } from '../setup/setup.ts'
import { TaskRegistry } from '../tasks/task-registry.ts'
import { userDataFolder } from '../user-data-folder.ts'
import type { FactsCommandOptions, SetupCommandOptions } from './arguments.ts'
import { chooseProcedures } from './choose-procedures.ts'
import { printFacts, printPlan, printWaiting } from './print-setup.ts'

export interface CommandSurroundings {
  version: string
  print(line: string): void
}

/** Exit codes of `slipway setup`, as its help says. */
const done = 0
const failed = 1
const blocked = 2
const awaitingRestart = 3

/** Runs `slipway facts`; throws a SlipwayError when the host cannot be read. */
export function runFacts(
  { on, json, dataFolder }: FactsCommandOptions,
  around: CommandSurroundings,
  signal: AbortSignal,
): Promise<number> {
  return withSetup(dataFolder, around, {}, async (setup) => {
    const read = await setup.facts(on, signal)
    if (json) around.print(JSON.stringify(read, null, 2))
    else for (const line of printFacts(read)) around.print(line)
    return done
  })
}

/** Runs `slipway setup`; answers the exit code. */
export function runSetup(
  options: SetupCommandOptions,
  around: CommandSurroundings,
  signal: AbortSignal,
): Promise<number> {
  const comeBack = options.continueAfterRestart ? { comeBack: () => [...ownProgram(), ...resumeWords(options)] } : {}
  return withSetup(options.dataFolder, around, comeBack, async (setup) => {
    const { on, do: deed } = options
    if (deed === 'resume' || deed === 'undo') {
      const run = lastRun(setup, options)
      try {
        await (deed === 'resume' ? setup.resume(run.id) : setup.undo(run.id))
      } catch (error) {
        if (!(error instanceof SlipwayError) || error.explained.code !== 'restart-not-yet') throw error
        around.print(`${error.explained.message} ${error.explained.remedy}`)
        return awaitingRestart
      }
      return follow(setup, run.id, options, around, signal)
    }
    const choices = await chooseProcedures(setup, options, signal)
    const plan = await setup.plan(on, choices, signal)
    if (deed === 'show') {
      for (const line of printPlan(plan)) around.print(line)
      return plan.blocked ? blocked : done
    }
    if (typeof deed === 'object') {
      const { script } = await setup.export(plan.id)
      await writeNew(deed.export, script)
      around.print(`Written to ${deed.export}`)
      return done
    }
    return run(setup, plan, options, around, signal)
  })
}

/** A file that is there is never written over. */
async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    throw new SlipwayError({
      code: code === 'EEXIST' ? 'file-exists' : 'file-not-written',
      message: code === 'EEXIST' ? `${path} is there already.` : `${path} cannot be written.`,
      remedy: 'Give another file.',
      detail: error instanceof Error ? error.message : String(error),
    })
  }
}

async function run(
  setup: Setup,
  plan: PlanView,
  options: SetupCommandOptions,
  around: CommandSurroundings,
  signal: AbortSignal,
): Promise<number> {
  if (plan.blocked) {
    for (const line of printPlan(plan)) around.print(line)
    return blocked
  }
  if (!plan.steps.some(({ verdict }) => verdict.kind === 'needed')) {
    around.print('Everything is done already.')
    return done
  }
  const warnings = plan.steps.flatMap((step) => step.warnings)
  if (warnings.length > 0 && !options.yes) {
    for (const text of warnings) around.print(`Warning: ${text}`)
    around.print('Nothing was changed. Give --yes when you have read this.')
    return blocked
  }
  if (plan.elevation?.kind === 'asked') around.print('Windows asks for consent now: answer Yes.')
  const started = await setup.run(plan.id)
  return follow(setup, started.run, options, around, signal)
}

/** Prints what a run says until it ends; the signal stops it before its next step. */
async function follow(
  setup: Setup,
  run: string,
  options: SetupCommandOptions,
  { print }: CommandSurroundings,
  signal: AbortSignal,
): Promise<number> {
  const cancel = () => setup.cancel(run)
  signal.addEventListener('abort', cancel, { once: true })
  for await (const { lines } of setup.output(run)) {
    for (const { kind, text } of lines) print(kind === 'call' ? `PS> ${text}` : text)
  }
  signal.removeEventListener('abort', cancel)
  const row = await ended(setup, run)
  for (const { title, state } of row.steps) print(`${state.padEnd(16)} ${title}`)
  const error = row.error ?? row.steps.find((step) => step.error !== null)?.error
  if (error) print([error.message, error.cause, error.remedy].filter(Boolean).join(' '))
  print(`Run ${row.id}: ${row.state}`)
  if (row.waiting) for (const line of printWaiting(row.waiting, ownProgram(), resumeWords(options))) print(line)
  if (row.state === 'done' || row.state === 'undone') return done
  return row.state === 'awaiting-restart' ? awaitingRestart : failed
}

async function ended(setup: Setup, run: string): Promise<RunRow> {
  for await (const _ of setup.runs.watch()) {
    const row = setup.runs.get(run)
    if (row && row.state !== 'running') return row
  }
  throw new Error(`The run ${run} is not in the history`)
}

function lastRun(setup: Setup, { on, procedure, do: deed }: SetupCommandOptions): RunRow {
  const ids = procedure === 'prepare-host' ? ['containers-feature'] : [procedure]
  const fits = ({ target, steps, canResume, canUndo }: RunRow) =>
    target === on &&
    (deed === 'resume' ? canResume : canUndo) &&
    steps.some(({ id }) => ids.some((known) => id.startsWith(`${known}/`)))
  const [newest] = setup.runs
    .values()
    .filter(fits)
    .sort((one, other) => other.startedAt - one.startedAt)
  if (newest) return newest
  throw new SlipwayError({
    code: 'run-unknown',
    message: `There is no run of ${procedure} on ${on} that this could be done with.`,
    remedy: 'Run the plan first, or look at the history in the program.',
  })
}

/** The command line that goes on with a run after a restart, without the program. */
function resumeWords({ procedure, on, do: deed, continueAfterRestart, dataFolder }: SetupCommandOptions): string[] {
  return [
    'setup',
    procedure,
    '--on',
    on,
    deed === 'undo' ? '--undo' : '--resume',
    ...(continueAfterRestart ? ['--continue-after-restart'] : []),
    // Whoever starts it then stands in another folder.
    ...(dataFolder === undefined ? [] : ['--data-folder', resolve(dataFolder)]),
  ]
}

async function withSetup<Result>(
  dataFolder: string | undefined,
  { version, print }: CommandSurroundings,
  more: { comeBack?: ComeBack },
  work: (setup: Setup) => Promise<Result>,
): Promise<Result> {
  const userData = dataFolder ?? userDataFolder()
  const tasks = new TaskRegistry({ explain })
  const { practice, setup } = createHostSetup({
    userData,
    version,
    secrets: await openSecrets(userData),
    tasks,
    elevates: true,
    ...more,
    report: (error) => print(error instanceof Error ? error.message : String(error)),
  })
  try {
    await setup.load()
    return await work(setup)
  } finally {
    await tasks.close()
    await practice.close()
  }
}
