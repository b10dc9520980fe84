import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { HostProgram } from './host-program.ts'
import { type Opened, type Refused, type RunnerItem, readRunnerLine, writeRunnerLine } from './runner-lines.ts'

export type Ended = 'completed' | 'stopped' | 'gave-up' | 'lost'

/** Values of the secrets that a message names, by id. */
export type Secrets = ReadonlyMap<string, string>

const detailLength = 4000

/** One PowerShell that runs the runner: one session, one call at a time. Ended, it is not started again. */
export class RunnerProcess {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #gone: Promise<void>
  #running = true
  #errorText = ''
  #nextId = 1
  #onOpened: ((answer: { opened: Opened } | Refused) => void) | null = null
  #call: { id: number; onItem: (item: RunnerItem) => void; onEnded: (how: Ended) => void } | null = null

  constructor(program: HostProgram, runnerFolder: string, more: readonly string[] = []) {
    // The policy is lifted for this process alone; a policy of the domain stands above it, and is told.
    const options = ['-NoLogo', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass']
    this.#child = spawn(program.path, [...options, '-File', join(runnerFolder, 'runner.ps1'), ...more], {
      stdio: 'pipe',
      env: program.environment,
      windowsHide: true,
    })
    this.#child.stdin.on('error', () => undefined)
    this.#child.stderr.on('data', (bytes: Buffer) => {
      this.#errorText = (this.#errorText + bytes.toString('utf8')).slice(-detailLength)
    })
    createInterface({ input: this.#child.stdout }).on('line', (text) => this.#read(text))
    this.#gone = new Promise((done) => {
      this.#child.on('error', (error) => {
        this.#errorText += error.message
        this.#end()
        done()
      })
      this.#child.on('close', () => {
        this.#end()
        done()
      })
    })
  }

  get running(): boolean {
    return this.#running
  }

  /** What PowerShell wrote to standard error: why it could not start, or how it ended. */
  get errorText(): string {
    return this.#errorText.trim()
  }

  /** Opens the session; null when the process ended instead. `parameters` are those of New-PSSession. */
  open(parameters: object | null, secrets: Secrets): Promise<{ opened: Opened } | Refused | null> {
    const answer = new Promise<{ opened: Opened } | Refused | null>((done) => {
      this.#onOpened = done
      void this.#gone.then(() => done(null))
    })
    this.#sendSecrets(secrets)
    this.#send({ do: 'open', ...(parameters ? { with: parameters } : {}) })
    return answer
  }

  /** Starts a call given as JSON; `ended` resolves to `lost` when the process ends under it. */
  call(
    text: string,
    secrets: Secrets,
    onItem: (item: RunnerItem) => void,
  ): { ended: Promise<Ended>; stop: () => void } {
    const id = this.#nextId++
    const ended = new Promise<Ended>((onEnded) => {
      if (this.#running) this.#call = { id, onItem, onEnded }
      else onEnded('lost')
    })
    this.#sendSecrets(secrets)
    this.#send({ do: 'call', id, call: text, secrets: [...secrets.keys()] })
    return { ended, stop: () => this.#send({ do: 'stop', id }) }
  }

  /** Lets the runner end by itself, and ends it when it does not within `milliseconds`. */
  async close(milliseconds = 3000): Promise<void> {
    this.#child.stdin.end()
    const timer = setTimeout(() => this.kill(), milliseconds)
    await this.#gone
    clearTimeout(timer)
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  #sendSecrets(secrets: Secrets): void {
    for (const [name, value] of secrets) this.#send({ do: 'secret', name, value })
  }

  #send(message: object): void {
    if (this.#running) this.#child.stdin.write(writeRunnerLine(message))
  }

  #read(text: string): void {
    const line = readRunnerLine(text)
    if (!line) return
    if ('opened' in line || 'refused' in line) this.#onOpened?.(line)
    else if (line.id !== this.#call?.id) return
    else if ('item' in line) this.#call.onItem(line.item)
    else this.#endCall(line.ended)
  }

  #endCall(how: Ended): void {
    const call = this.#call
    this.#call = null
    call?.onEnded(how)
  }

  #end(): void {
    this.#running = false
    this.#endCall('lost')
  }
}
