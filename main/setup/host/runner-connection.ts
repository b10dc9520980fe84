import { createInterface } from 'node:readline'
import { type Opened, type Refused, type RunnerItem, readRunnerLine, writeRunnerLine } from './runner-lines.ts'
import type { RunnerLink } from './runner-link.ts'

export type Ended = 'completed' | 'stopped' | 'gave-up' | 'lost'

/** Values of the secrets that a message names, by id. */
export type Secrets = ReadonlyMap<string, string>

/** One runner that is spoken to: one session, one call at a time. Gone, it is not started again. */
export class RunnerConnection {
  readonly #link: RunnerLink
  readonly #gone: Promise<void>
  #running = true
  #nextId = 1
  #onOpened: ((answer: { opened: Opened } | Refused) => void) | null = null
  #call: { id: number; onItem: (item: RunnerItem) => void; onEnded: (how: Ended) => void } | null = null

  constructor(link: RunnerLink) {
    this.#link = link
    link.input.on('error', () => undefined)
    const lines = createInterface({ input: link.output })
    lines.on('line', (text) => this.#read(text))
    // It hands on what its input reports: the pipe of a helper that was killed is reset, which `gone` tells too.
    lines.on('error', () => undefined)
    this.#gone = link.gone.then(() => {
      this.#running = false
      this.#endCall('lost')
    })
  }

  get running(): boolean {
    return this.#running
  }

  get errorText(): string {
    return this.#link.errorText()
  }

  /**
   * Opens the session; null when the runner ended instead. `parameters` are those of New-PSSession; `plan` is the text
   * that an elevated runner is bound to.
   */
  open(
    parameters: object | null,
    secrets: Secrets,
    plan: string | null = null,
  ): Promise<{ opened: Opened } | Refused | null> {
    const answer = new Promise<{ opened: Opened } | Refused | null>((done) => {
      this.#onOpened = done
      void this.#gone.then(() => done(null))
    })
    this.#sendSecrets(secrets)
    this.#send({ do: 'open', ...(parameters ? { with: parameters } : {}), ...(plan === null ? {} : { plan }) })
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
    this.#link.input.end()
    const timer = setTimeout(() => this.kill(), milliseconds)
    await this.#gone
    clearTimeout(timer)
  }

  kill(): void {
    this.#link.kill()
  }

  #sendSecrets(secrets: Secrets): void {
    for (const [name, value] of secrets) this.#send({ do: 'secret', name, value })
  }

  #send(message: object): void {
    if (this.#running) this.#link.input.write(writeRunnerLine(message))
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
}
