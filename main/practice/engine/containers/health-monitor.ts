import { randomBytes } from 'node:crypto'
import { ProgramNotFound } from '../../shell/world.ts'
import { goDuration, type HealthResult } from '../healthcheck.ts'
import type { EngineContext } from '../state.ts'
import { noSuchProgram } from './compute-errors.ts'
import type { Container } from './container.ts'
import { goTime } from './container-record.ts'
import { type ContainerRun, ProgramRun } from './container-run.ts'
import { environmentOf } from './environment.ts'
import type { ContainerParts } from './parts.ts'
import { Stdio } from './stdio.ts'
import { containerWorld } from './world.ts'

/** The engine's own numbers [moby daemon/health.go]; times in milliseconds. */
const DEFAULT_INTERVAL = 30_000
const DEFAULT_TIMEOUT = 30_000
const DEFAULT_START_INTERVAL = 5_000
const DEFAULT_RETRIES = 3
const KEPT_RESULTS = 5
const KEPT_OUTPUT = 4096
/** However short an interval was asked for: the practice host shares one process with others. */
const SHORTEST = 100

/** True for a container whose health is checked. */
function hasProbe({ record }: Container): boolean {
  const [kind] = record.config.Healthcheck?.Test ?? []
  return kind === 'CMD' || kind === 'CMD-SHELL'
}

/** A new run begins: nothing is known of its health. */
export function resetHealth(container: Container): void {
  const { record } = container
  if (!hasProbe(container)) delete record.health
  else record.health = { Status: 'starting', FailingStreak: 0, Log: record.health?.Log ?? [] }
}

/** Checks a running container's health again and again, until the returned function is called. */
export function watchHealth(
  container: Container,
  run: ContainerRun,
  context: EngineContext,
  parts: ContainerParts,
): () => void {
  if (!hasProbe(container)) return () => undefined
  const check = container.record.config.Healthcheck ?? {}
  const interval = milliseconds(check.Interval, DEFAULT_INTERVAL)
  const startPeriod = milliseconds(check.StartPeriod, 0)
  const startInterval = milliseconds(check.StartInterval, DEFAULT_START_INTERVAL)
  const stopped = new AbortController()
  let timer: NodeJS.Timeout | null = null
  const next = () => {
    const left = startPeriod - (context.host.now() - run.startedAt)
    const starting = container.record.health?.Status === 'starting'
    const wait = left <= 0 ? interval : left < interval ? left : starting ? startInterval : interval
    timer = setTimeout(() => void turn(), Math.max(SHORTEST, wait))
    timer.unref()
  }
  const turn = async () => {
    const began = context.host.now()
    const { code, output } = await probe(container, run, context, parts, stopped.signal)
    if (stopped.signal.aborted) return
    take(
      container,
      { Start: goTime(began), End: goTime(context.host.now()), ExitCode: code, Output: output },
      began - run.startedAt < startPeriod,
      context,
    )
    next()
  }
  next()
  return () => {
    if (stopped.signal.aborted) return
    stopped.abort()
    if (timer) clearTimeout(timer)
    // Nobody looks any more: the engine then calls it unhealthy, without an event.
    if (container.record.health) container.record.health.Status = 'unhealthy'
  }
}

function take(container: Container, result: HealthResult, starting: boolean, context: EngineContext): void {
  const { health, config } = container.record
  if (!health) return
  const before = health.Status
  health.Log = [...health.Log, result].slice(-KEPT_RESULTS)
  if (result.ExitCode === 0) {
    health.FailingStreak = 0
    health.Status = 'healthy'
  } else if (!(before === 'starting' && starting)) {
    health.FailingStreak += 1
    if (health.FailingStreak >= (config.Healthcheck?.Retries || DEFAULT_RETRIES)) health.Status = 'unhealthy'
  }
  if (health.Status === before) return
  container.save()
  context.tell('container', `health_status: ${health.Status}`, container.id, container.attributes())
}

async function probe(
  container: Container,
  run: ContainerRun,
  context: EngineContext,
  parts: ContainerParts,
  stopped: AbortSignal,
): Promise<{ code: number; output: string }> {
  const { config } = container.record
  const [kind, ...rest] = config.Healthcheck?.Test ?? []
  const shell = config.Shell && config.Shell.length > 0 ? config.Shell : ['cmd', '/S', '/C']
  const argv = kind === 'CMD-SHELL' ? [...shell, ...rest] : rest
  const timeout = milliseconds(config.Healthcheck?.Timeout, DEFAULT_TIMEOUT)
  const world = containerWorld(container, run.processes, context.host, context.settings, parts)
  const stdio = new Stdio()
  stdio.endInput()
  let output = ''
  stdio.listen({
    write: async (_stream, bytes) => {
      if (output.length <= KEPT_OUTPUT) output += Buffer.from(bytes).toString()
    },
    end: () => undefined,
  })
  const attributes = { execID: randomBytes(32).toString('hex') }
  const tell = (action: string, more = {}) =>
    context.tell('container', action, container.id, container.attributes({ ...attributes, ...more }))
  const command = `${argv[0] ?? ''} ${argv.slice(1).join(' ')}`
  tell(`exec_create: ${command}`)
  const program = new ProgramRun(
    run.processes,
    {
      argv,
      world,
      environment: environmentOf(container, world),
      folder: config.WorkingDir || 'C:\\',
      tty: false,
      user: `User Manager\\${world.user}`,
      stdio,
      log: null,
      size: { columns: 80, rows: 24 },
    },
    parts.startProgram,
  )
  try {
    await program.started
  } catch (error) {
    if (!(error instanceof ProgramNotFound)) throw error
    return {
      code: -1,
      output: noSuchProgram(context.settings, container.id, argv),
    }
  }
  tell(`exec_start: ${command}`)
  run.execs.add(program)
  let late = false
  const timer = setTimeout(() => {
    late = true
    program.terminate(1)
  }, timeout)
  const stop = () => program.terminate(1)
  stopped.addEventListener('abort', stop, { once: true })
  const code = await program.ended
  clearTimeout(timer)
  stopped.removeEventListener('abort', stop)
  run.execs.delete(program)
  if (!stopped.aborted) tell('exec_die', { exitCode: String(code) })
  const shown = output.length > KEPT_OUTPUT ? `${output.slice(0, KEPT_OUTPUT)}...` : output
  if (!late) return { code, output: shown }
  const limit = `Health check exceeded timeout (${goDuration(timeout * 1_000_000)})`
  return { code: -1, output: shown === '' ? limit : `${limit}: ${shown}` }
}

function milliseconds(nanoseconds: number | undefined, otherwise: number): number {
  return nanoseconds ? nanoseconds / 1_000_000 : otherwise
}
