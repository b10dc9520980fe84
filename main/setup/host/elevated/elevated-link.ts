import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { SlipwayError } from '../../../../preload/contract/explained.ts'
import { type RunnerLink, runnerArguments } from '../runner-link.ts'
import type { BoundPlan } from './bound-plan.ts'
import { saysHello } from './hello.ts'

/** Starts a program with these arguments and administrator rights; rejects when the person says no. */
export type StartElevated = (args: readonly string[]) => Promise<void>

/** .NET's name for a named pipe where there are none: a Unix socket. */
function pipePath(name: string): string {
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : `${tmpdir()}/CoreFxPipe_${name}`
}

/** Strangers that may hold the pipe open at once, so that they cannot keep the helper out. */
const mostCallers = 32

/**
 * Starts a runner that speaks over a named pipe and is bound to one plan and to the runner's own hash. Whoever connects
 * is nobody until it has said the nonce of the helper's command line. Rejects with what `start` rejects with, and
 * `within` milliseconds after Windows has started it with a SlipwayError `elevation-unanswered`, or
 * `elevation-foreign` where another program connected in its place.
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
  const nonce = randomBytes(32).toString('hex')
  const server = createServer()
  server.maxConnections = mostCallers
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(pipePath(name), () => done())
  })
  const callers = new Callers(server, nonce)
  try {
    const { sha256 } = options.plan
    const bound = ['-Pipe', name, '-PlanSha256', sha256, '-RunnerSha256', options.runnerSha256, '-Nonce', nonce]
    // The question of Windows waits for a person: the time runs from the answer on.
    await options.start(runnerArguments(options.runnerFolder, [...options.more, ...bound]))
    return link(await callers.helper(options.within ?? 60_000))
  } finally {
    callers.dismiss()
  }
}

/** Those who connect to the pipe, of whom one is the helper. */
class Callers {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #strangers = 0
  #helper: Socket | null = null
  #onHelper: ((socket: Socket) => void) | null = null

  constructor(server: Server, nonce: string) {
    this.#server = server
    server.on('connection', (socket) => void this.#receive(socket, nonce))
  }

  helper(within: number): Promise<Socket> {
    return new Promise((done, failed) => {
      const timer = setTimeout(() => failed(this.#strangers > 0 ? foreign() : unanswered()), within)
      this.#onHelper = (socket) => {
        clearTimeout(timer)
        done(socket)
      }
      if (this.#helper) this.#onHelper(this.#helper)
    })
  }

  /** Nobody else is let in, and who is no helper is sent away. */
  dismiss(): void {
    this.#server.close()
    for (const socket of this.#sockets) if (socket !== this.#helper) socket.destroy()
  }

  async #receive(socket: Socket, nonce: string): Promise<void> {
    this.#sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => this.#sockets.delete(socket))
    const known = await saysHello(socket, nonce)
    if (known && !this.#helper) {
      this.#helper = socket
      this.#onHelper?.(socket)
      return
    }
    this.#strangers += 1
    socket.destroy()
  }
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
    cause: 'It ended before it could: a policy or a security product may have stopped it.',
    remedy: 'Try again, or start Slipway elevated.',
  })
}

function foreign(): SlipwayError {
  return new SlipwayError({
    code: 'elevation-foreign',
    message: 'Another program answered in place of the elevated helper.',
    cause: 'It connected to Slipway’s pipe and did not know what only the helper is told. It was given nothing.',
    remedy: 'Look for the program that does this, then try again, or start Slipway elevated.',
  })
}
