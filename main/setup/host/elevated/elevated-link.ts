import { randomUUID } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { SlipwayError } from '../../../../preload/contract/explained.ts'
import { type RunnerLink, runnerArguments } from '../runner-link.ts'
import type { BoundPlan } from './bound-plan.ts'

/** Starts a program with these arguments and administrator rights; rejects when the person says no. */
export type StartElevated = (args: readonly string[]) => Promise<void>

/** .NET's name for a named pipe where there are none: a Unix socket. */
function pipePath(name: string): string {
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : `${tmpdir()}/CoreFxPipe_${name}`
}

/**
 * Starts a runner that speaks over a named pipe and is bound to one plan and to the runner's own hash. Rejects with
 * what `start` rejects with, or with a SlipwayError `elevation-unanswered` after `within` milliseconds.
 */
export async function startElevatedRunner(options: {
  readonly runnerFolder: string
  readonly runnerSha256: string
  readonly plan: BoundPlan
  readonly start: StartElevated
  readonly more: readonly string[]
  readonly within?: number
}): Promise<RunnerLink> {
  const name = `slipway-${randomUUID()}`
  const server = createServer()
  // One runner, one plan: nobody else is let in.
  server.maxConnections = 1
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(pipePath(name), () => done())
  })
  try {
    const bound = ['-Pipe', name, '-PlanSha256', options.plan.sha256, '-RunnerSha256', options.runnerSha256]
    const connected = connection(server, options.within ?? 60_000)
    connected.catch(() => undefined)
    await options.start(runnerArguments(options.runnerFolder, [...options.more, ...bound]))
    return link(await connected)
  } finally {
    server.close()
  }
}

function connection(server: ReturnType<typeof createServer>, within: number): Promise<Socket> {
  return new Promise((done, failed) => {
    const timer = setTimeout(() => failed(unanswered()), within)
    server.once('connection', (socket) => {
      clearTimeout(timer)
      done(socket)
    })
    server.once('close', () => clearTimeout(timer))
  })
}

/** An elevated process cannot be ended from here: it ends by itself when the pipe closes. */
function link(socket: Socket): RunnerLink {
  return {
    input: socket,
    output: socket,
    gone: new Promise((done) => socket.once('close', () => done())),
    errorText: () => '',
    kill: () => socket.destroy(),
  }
}

function unanswered(): SlipwayError {
  return new SlipwayError({
    code: 'elevation-unanswered',
    message: 'The elevated helper did not answer.',
    cause: 'Windows still asks for permission, or a policy or security product stopped it.',
    remedy: 'Answer the question of Windows, or start Slipway elevated.',
  })
}
