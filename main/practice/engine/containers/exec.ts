import { randomBytes } from 'node:crypto'
import { ProgramNotFound } from '../../shell/world.ts'
import { EngineError, type EngineRequest, type Route } from '../route.ts'
import { whole } from '../server/query.ts'
import { serve, streamType } from './attach.ts'
import { noSuchProgram } from './compute-errors.ts'
import type { Container } from './container.ts'
import { ProgramRun } from './container-run.ts'
import { detachKeys } from './detach-keys.ts'
import { environmentOf } from './environment.ts'
import type { ContainerServices } from './services.ts'
import { Stdio } from './stdio.ts'
import { containerWorld } from './world.ts'

/** One exec, known until its container is gone. */
interface Exec {
  readonly id: string
  readonly container: Container
  readonly command: readonly string[]
  readonly tty: boolean
  readonly stdin: boolean
  readonly stdout: boolean
  readonly stderr: boolean
  readonly env: readonly string[]
  readonly user: string
  readonly folder: string
  readonly keys: string
  size: { columns: number; rows: number }
  run: ProgramRun | null
  exitCode: number | null
  started: boolean
}

/** Create, start, resize and inspect of exec. */
export function execRoutes(services: ContainerServices): Route[] {
  const { store, context } = services
  const execs = new Map<string, Exec>()
  const find = (id: string): Exec => {
    const exec = execs.get(id)
    if (!exec) throw new EngineError(404, `No such exec instance: ${id}`)
    return exec
  }
  return [
    {
      method: 'POST',
      path: '/containers/{id}/exec',
      async handle(request, answer) {
        const container = store.find(request.params.id ?? '')
        const exec = await readExec(request, container)
        refuseState(container)
        execs.set(exec.id, exec)
        container.changes.once('removed', () => execs.delete(exec.id))
        // The engine forgets those that ended after a while; so many are kept here.
        forget(execs)
        context.tell('container', `exec_create: ${exec.command.join(' ')}`, container.id, attributes(exec))
        answer.json(201, { Id: exec.id })
      },
    },
    {
      method: 'POST',
      path: '/exec/{id}/start',
      async handle(request, answer) {
        const exec = find(request.params.id ?? '')
        const body = await request.json()
        if (exec.started) {
          throw new EngineError(409, `exec command ${exec.id} ${exec.run ? 'is already running' : 'has already run'}`)
        }
        refuseState(exec.container)
        const keys = detachKeys(exec.keys, 'escape')
        const console = body.ConsoleSize
        if (Array.isArray(console) && Number(console[0]) > 0 && Number(console[1]) > 0) {
          exec.size = { rows: Number(console[0]), columns: Number(console[1]) }
        }
        const detach = body.Detach === true
        const stdio = new Stdio()
        const { tty } = exec
        if (detach || !exec.stdin) stdio.endInput()
        let joined: Promise<void> | null = null
        const join = () => {
          const client = answer.hijack(streamType(tty, request.apiVersion))
          client.on('error', () => client.destroy())
          joined = serve(client, stdio, {
            tty,
            input: exec.stdin,
            inputOnce: true,
            out: exec.stdout,
            err: exec.stderr,
            keys,
            detached: () => context.tell('container', 'exec_detach', exec.container.id, attributes(exec)),
          })
        }
        if (!detach) join()
        exec.started = true
        const run = runExec(exec, stdio, services)
        const over = () => {
          exec.run = null
          exec.container.execIds.delete(exec.id)
          exec.container.run?.execs.delete(run)
          stdio.close()
        }
        try {
          await run.started
        } catch (error) {
          // As the engine's own: 127 where Windows found no such file.
          exec.exitCode = error instanceof ProgramNotFound ? 127 : 1
          const text = noSuchProgram(context.settings, exec.container.id, exec.command)
          // The connection is the client's already: the failure is said on it.
          await stdio.write('stdout', Buffer.from(`${text}\r\n`))
          over()
          if (detach) throw new EngineError(400, text)
          return
        }
        exec.container.run?.execs.add(run)
        exec.container.execIds.add(exec.id)
        context.tell('container', `exec_start: ${exec.command.join(' ')}`, exec.container.id, attributes(exec))
        void run.ended.then((code) => {
          exec.exitCode = code
          over()
          context.tell('container', 'exec_die', exec.container.id, { ...attributes(exec), exitCode: String(code) })
        })
        if (detach) answer.empty(200)
        else await joined
      },
    },
    {
      method: 'POST',
      path: '/exec/{id}/resize',
      async handle(request, answer) {
        const exec = find(request.params.id ?? '')
        const rows = whole(request.query, 'h', 0)
        const columns = whole(request.query, 'w', 0)
        if (!exec.run) throw new EngineError(409, `exec process is not started`)
        if (rows > 0 && columns > 0) exec.run.resize(columns, rows)
        answer.empty(200)
      },
    },
    {
      method: 'GET',
      path: '/exec/{id}/json',
      async handle(request, answer) {
        const exec = find(request.params.id ?? '')
        const [entrypoint = '', ...rest] = exec.command
        answer.json(200, {
          ID: exec.id,
          Running: exec.run !== null,
          ExitCode: exec.exitCode,
          ProcessConfig: {
            tty: exec.tty,
            entrypoint,
            arguments: rest,
            privileged: false,
            ...(exec.user && { user: exec.user }),
          },
          OpenStdin: exec.stdin,
          OpenStderr: exec.stderr,
          OpenStdout: exec.stdout,
          CanRemove: exec.started && exec.run === null,
          ContainerID: exec.container.id,
          DetachKeys: Buffer.from(detachKeys(exec.keys, 'escape')).toString('base64'),
          Pid: exec.run?.pid ?? 0,
        })
      },
    },
  ]
}

function runExec(exec: Exec, stdio: Stdio, { context, parts }: ContainerServices): ProgramRun {
  const { container } = exec
  const { run } = container
  if (!run) throw new EngineError(409, `container ${container.id} is not running`)
  const world = containerWorld(container, run.processes, context.host, context.settings, parts)
  const seen = exec.user ? { ...world, user: exec.user } : world
  exec.run = new ProgramRun(
    run.processes,
    {
      argv: exec.command,
      world: seen,
      environment: environmentOf(container, seen, exec.env),
      folder: exec.folder || container.record.config.WorkingDir || 'C:\\',
      tty: exec.tty,
      user: `User Manager\\${seen.user}`,
      stdio,
      log: null,
      size: exec.size,
    },
    parts.startProgram,
  )
  return exec.run
}

async function readExec(request: EngineRequest, container: Container): Promise<Exec> {
  const body = await request.json()
  const command = body.Cmd
  if (!Array.isArray(command) || command.length === 0 || !command.every((part) => typeof part === 'string')) {
    throw new EngineError(400, 'No exec command specified')
  }
  if (body.Privileged === true) throw new EngineError(400, 'Windows does not support privileged mode')
  const keys = typeof body.DetachKeys === 'string' ? body.DetachKeys : ''
  detachKeys(keys, 'escape')
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  return {
    id: randomBytes(32).toString('hex'),
    container,
    command,
    tty: body.Tty === true,
    stdin: body.AttachStdin === true,
    stdout: body.AttachStdout === true,
    stderr: body.AttachStderr === true,
    env: Array.isArray(body.Env) ? body.Env.filter((entry): entry is string => typeof entry === 'string') : [],
    user: text(body.User),
    folder: text(body.WorkingDir),
    keys,
    size: { columns: 80, rows: 24 },
    run: null,
    exitCode: null,
    started: false,
  }
}

function refuseState({ record, run }: Container): void {
  if (record.status === 'paused') {
    throw new EngineError(409, `container ${record.id} is paused, unpause the container before exec`)
  }
  if (record.status === 'restarting') {
    throw new EngineError(409, `container ${record.id} is restarting, wait until the container is running`)
  }
  if (!run) throw new EngineError(409, `container ${record.id} is not running`)
}

function attributes(exec: Exec): Record<string, string> {
  return exec.container.attributes({ execID: exec.id })
}

const KEPT = 1000

function forget(execs: Map<string, Exec>): void {
  for (const exec of execs.values()) {
    if (execs.size <= KEPT) return
    if (exec.run === null) execs.delete(exec.id)
  }
}
