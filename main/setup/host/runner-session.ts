import { SlipwayError } from '../../../preload/contract/explained.ts'
import type { Call, CallError, CallOutcome, Reading, Value } from '../call.ts'
import { getFile, putFile } from './files.ts'
import { explainNoStart, explainRefusal } from './refusals.ts'
import { waitForOtherBoot } from './restart.ts'
import { type Ended, RunnerConnection } from './runner-connection.ts'
import type { Opened, RunnerItem } from './runner-lines.ts'
import type { RunnerLink } from './runner-link.ts'
import { namedSecrets } from './secret-names.ts'
import type { HostSession, InvokeOptions, SecretSource } from './session.ts'

/** What a session needs to be opened, and opened again when it was lost. */
export interface SessionSource {
  readonly name: string
  /** Starts a runner with these further arguments. Rejects with the SlipwayError to be shown. */
  readonly start: (more: readonly string[]) => Promise<RunnerLink>
  /** Parameters of New-PSSession; null for this machine. A `{ user, secret }` among them becomes a credential. */
  readonly parameters: { readonly [name: string]: Value } | null
  readonly secrets: SecretSource
  /** Milliseconds until opening is given up. Default 60,000. */
  readonly openWithin?: number
  /** Milliseconds that a stopped call has to end before its runspace is given up. Default 5,000. */
  readonly giveUpAfter?: number
  /** Text of the plan that an elevated runner is bound to. */
  readonly plan?: string
}

const bootCall: Call = {
  run: 'Get-CimInstance',
  with: { ClassName: 'Win32_OperatingSystem' },
  take: ['LastBootUpTime'],
}

/** A session through the runner: this machine, or a host that the runner reaches. Calls wait for one another. */
export class RunnerSession implements HostSession {
  readonly #source: SessionSource
  #runner: RunnerConnection | null = null
  #opened: Opened | null = null
  #last: Promise<unknown> = Promise.resolve()
  #closed = false

  private constructor(source: SessionSource) {
    this.#source = source
  }

  /** Opens the session. Rejects with the SlipwayError of refusals.ts, `host-unreachable` above all at the deadline. */
  static async open(source: SessionSource, signal?: AbortSignal): Promise<RunnerSession> {
    const session = new RunnerSession(source)
    await session.#connect(signal)
    return session
  }

  get name(): string {
    return this.#source.name
  }

  get elevated(): boolean {
    return this.#opened?.elevated ?? false
  }

  /** Who and what answered when the session was last opened. */
  get facts(): Opened | null {
    return this.#opened
  }

  invoke(call: Call, options: InvokeOptions = {}): Promise<CallOutcome> {
    let begun = false
    const turn = this.#last.then(() => {
      begun = true
      return this.#invoke(call, options)
    })
    this.#last = turn.catch(() => undefined)
    const { signal } = options
    if (!signal) return turn
    // What still waits for its turn need not wait to be given up.
    return new Promise((done, failed) => {
      const abort = () => {
        if (!begun) failed(signal.reason)
      }
      signal.addEventListener('abort', abort, { once: true })
      void turn.then(done, failed).finally(() => signal.removeEventListener('abort', abort))
    })
  }

  put(local: string, remote: string, options?: InvokeOptions): Promise<void> {
    return putFile(this, local, remote, options)
  }

  get(remote: string, local: string, options?: InvokeOptions): Promise<void> {
    return getFile(this, remote, local, options)
  }

  async bootTime(options?: InvokeOptions): Promise<number> {
    const { objects, errors } = await this.invoke(bootCall, options)
    const text = objects[0]?.LastBootUpTime
    const time = typeof text === 'string' ? Date.parse(text) : Number.NaN
    if (!Number.isNaN(time)) return time
    throw new SlipwayError({
      code: 'boot-time-unknown',
      message: `When ${this.name} was started is not known.`,
      remedy: 'Check that Windows Management Instrumentation works on the host.',
      detail: errors[0]?.message ?? '',
    })
  }

  waitForRestart(previous: number, options?: InvokeOptions): Promise<void> {
    return waitForOtherBoot(this, previous, options)
  }

  async close(): Promise<void> {
    this.#closed = true
    const runner = this.#runner
    this.#runner = null
    await runner?.close()
  }

  async #connect(signal?: AbortSignal): Promise<RunnerConnection> {
    const { name, start, parameters, secrets, plan, openWithin = 60_000, giveUpAfter = 5000 } = this.#source
    if (this.#closed) throw lost(name, 'The session was closed.')
    if (this.#runner?.running) return this.#runner
    signal?.throwIfAborted()
    const values = await namedSecrets(parameters, secrets)
    const runner = new RunnerConnection(await start(['-GiveUpAfter', String(giveUpAfter)]))
    let late = false
    const timer = setTimeout(() => {
      late = true
      runner.kill()
    }, openWithin)
    const abort = () => runner.kill()
    signal?.addEventListener('abort', abort, { once: true })
    const answer = await runner.open(parameters, values, plan)
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
    if (answer && 'opened' in answer && !this.#closed) {
      this.#runner = runner
      this.#opened = answer.opened
      return runner
    }
    runner.kill()
    signal?.throwIfAborted()
    if (late) throw unanswered(name, openWithin)
    if (answer && 'refused' in answer) throw explainRefusal(name, answer)
    throw explainNoStart(name, runner.errorText)
  }

  async #invoke(call: Call, { signal, deadline = 120_000, onStream }: InvokeOptions): Promise<CallOutcome> {
    signal?.throwIfAborted()
    const runner = await this.#connect(signal)
    const values = await namedSecrets('with' in call ? (call.with ?? null) : null, this.#source.secrets)
    signal?.throwIfAborted()
    const gathered = gather(onStream)
    const { ended, stop } = runner.call(JSON.stringify(call), values, gathered.take)
    const stopped = stopWhen({ signal, deadline, stop, kill: () => runner.kill(), patience: this.#patience })
    const how = await ended
    stopped.clear()
    if (how === 'lost' || (how === 'gave-up' && this.#source.parameters)) this.#drop(runner)
    if (signal?.aborted) throw signal.reason
    if (stopped.late()) throw timedOut(this.name, deadline)
    if (how !== 'completed') throw lost(this.name, describeLoss(how, gathered.outcome().errors, runner.errorText))
    return gathered.outcome()
  }

  /** Longer than the runner takes to give a call up by itself. */
  get #patience(): number {
    return (this.#source.giveUpAfter ?? 5000) + 5000
  }

  #drop(runner: RunnerConnection): void {
    if (this.#runner === runner) this.#runner = null
    runner.kill()
  }
}

function gather(onStream: InvokeOptions['onStream']) {
  const objects: Reading[] = []
  const errors: CallError[] = []
  let native = { exitCode: null as number | null, output: '', errorOutput: '' }
  return {
    take: (item: RunnerItem) => {
      // The runner writes nothing but what JSON can hold.
      if (item.kind === 'object') objects.push(item.value as Reading)
      else if (item.kind === 'native') native = { ...item }
      else if (item.kind === 'stream') onStream?.({ stream: item.stream, text: item.text, percent: item.percent })
      else {
        errors.push(item.value)
        onStream?.({ stream: 'error', text: item.value.message })
      }
    },
    outcome: (): CallOutcome => {
      const { exitCode, output, errorOutput } = native
      return { objects, errors, exitCode, output, errorOutput }
    },
  }
}

function stopWhen(options: {
  signal: AbortSignal | undefined
  deadline: number
  stop: () => void
  kill: () => void
  patience: number
}) {
  let late = false
  let killer: NodeJS.Timeout | undefined
  const end = () => {
    options.stop()
    killer ??= setTimeout(options.kill, options.patience)
  }
  const timer = setTimeout(() => {
    late = true
    end()
  }, options.deadline)
  options.signal?.addEventListener('abort', end, { once: true })
  return {
    late: () => late,
    clear: () => {
      clearTimeout(timer)
      clearTimeout(killer)
      options.signal?.removeEventListener('abort', end)
    },
  }
}

function describeLoss(how: Ended, errors: readonly CallError[], errorText: string): string {
  return [...errors.map((error) => `${error.message} (${error.id})`), errorText, how].filter((text) => text).join('\n')
}

function lost(name: string, detail: string): SlipwayError {
  return new SlipwayError({
    code: 'session-lost',
    message: `The session with ${name} was lost.`,
    cause: 'The host restarted, the network failed, or PowerShell ended there.',
    remedy: 'Slipway opens it again at the next look; what the last call did is looked at first.',
    detail,
  })
}

function timedOut(name: string, deadline: number): SlipwayError {
  return new SlipwayError({
    code: 'call-timed-out',
    message: `${name} did not finish within ${Math.round(deadline / 1000)} seconds.`,
    cause: 'The call was stopped; how far it came is not known.',
    remedy: 'Look again; when the step is not done, try it again.',
  })
}

function unanswered(name: string, openWithin: number): SlipwayError {
  return new SlipwayError({
    code: 'host-unreachable',
    message: `${name} did not answer within ${Math.round(openWithin / 1000)} seconds.`,
    cause: 'Its remoting service is off, a firewall is between, or the name is another.',
    remedy: 'Check the name, that WinRM or sshd runs on the host, and its firewall rule.',
  })
}
