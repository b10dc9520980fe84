import type { RunLine } from '../../preload/contract/setup.ts'
import { printChange } from './call-text.ts'
import { registerCall, removeCall } from './continuation.ts'
import type { ReadJournal } from './journal.ts'

/** Lines that are kept of one run; older ones stay in the journal. */
const kept = 5000

/** What a run says, for any number of watchers, each of which gets what was kept and then what comes. */
export class RunOutput {
  #lines: RunLine[] = []
  /** How many lines were ever added. */
  #count = 0
  #wake = new Set<() => void>()
  #ended = false

  add(line: Omit<RunLine, 'at' | 'percent'> & { at?: number; percent?: number | null }): void {
    this.#lines.push({ at: Date.now(), percent: null, ...line })
    this.#count += 1
    // In steps, so that a flood does not move the whole array for each line.
    if (this.#lines.length > kept * 1.2) this.#lines = this.#lines.slice(-kept)
    this.#rouse()
  }

  /** No more lines come; watchers end. */
  end(): void {
    this.#ended = true
    this.#rouse()
  }

  async *watch(signal?: AbortSignal): AsyncGenerator<{ lines: RunLine[] }, void, void> {
    let seen = 0
    while (!signal?.aborted) {
      if (seen < this.#count) {
        const missed = Math.min(this.#count - seen, this.#lines.length)
        seen = this.#count
        yield { lines: this.#lines.slice(this.#lines.length - missed) }
      } else if (this.#ended) return
      else await this.#more(signal)
    }
  }

  #more(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#wake.delete(done)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      this.#wake.add(done)
      signal?.addEventListener('abort', done, { once: true })
    })
  }

  #rouse(): void {
    for (const wake of [...this.#wake]) wake()
  }
}

/** What a journal holds of a run's output: calls, and what they answered. */
export function outputOf({ run, entries }: Pick<ReadJournal, 'run' | 'entries'>): RunOutput {
  const output = new RunOutput()
  let step = ''
  for (const entry of entries) {
    const at = Date.parse(entry.at)
    if ('step' in entry) step = entry.step
    if (entry.type === 'apply' || entry.type === 'undo') {
      for (const call of entry.calls) output.add({ step: entry.step, at, kind: 'call', text: printChange(call) })
    } else if (entry.type === 'answer') {
      if (entry.output !== '') output.add({ step: entry.step, at, kind: 'output', text: entry.output })
      for (const { message } of entry.errors) output.add({ step: entry.step, at, kind: 'error', text: message })
    } else if (entry.type === 'continuation' && entry.error) {
      output.add({ step, at, kind: 'error', text: entry.error.message })
    } else if (entry.type === 'continuation') {
      const call = entry.registered ? registerCall(run.id, entry.command) : removeCall(run.id)
      output.add({ step, at, kind: 'call', text: printChange(call) })
    }
  }
  output.end()
  return output
}
