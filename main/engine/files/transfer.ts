import { SlipwayError } from '../../../preload/contract/explained.ts'
import { startDeadline } from '../deadline.ts'

/** A page that has not begun within this time will not: its ticket (main/page-files.ts) is void after 60 s. */
const BEGIN_WITHIN_MS = 70_000

/**
 * A transfer between a page and a container as a task sees it: the page begins it, when it likes, by its one-time
 * address; the task waits for that and for the end.
 */
export class Transfer {
  readonly #stop = new AbortController()
  readonly #done: Promise<void>
  #resolve: () => void = () => {}
  #reject: (error: unknown) => void = () => {}
  #begun = false
  /** Bytes so far. */
  onBytes: (count: number) => void = () => {}

  constructor() {
    this.#done = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    // The page's side hears of a failure by itself; the task may not wait yet.
    this.#done.catch(() => {})
  }

  /** The task's side: until the transfer ended. Its cancelling ends the page's side too. */
  async wait(signal: AbortSignal): Promise<void> {
    const cancel = () => {
      this.#stop.abort(new SlipwayError({ code: 'cancelled', message: 'Cancelled.', remedy: 'Start it again.' }))
      this.#reject(this.#stop.signal.reason)
    }
    signal.addEventListener('abort', cancel, { once: true })
    const timer = setTimeout(() => {
      if (!this.#begun) this.#reject(neverBegun())
    }, BEGIN_WITHIN_MS)
    timer.unref?.()
    try {
      if (signal.aborted) cancel()
      await this.#done
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', cancel)
    }
  }

  /** The page's side: does the work; `signal` aborts when the page goes or the task is cancelled. */
  async carry<Result>(page: AbortSignal, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    this.#begun = true
    const either = startDeadline(page, null, this.#stop.signal)
    try {
      either.signal.throwIfAborted()
      return await work(either.signal)
    } catch (error) {
      this.fail(error)
      throw error
    } finally {
      either.done()
    }
  }

  /** Aborts when the task is cancelled. */
  get cancelled(): AbortSignal {
    return this.#stop.signal
  }

  finish(): void {
    this.#resolve()
  }

  fail(error: unknown): void {
    this.#reject(error)
  }
}

function neverBegun(): SlipwayError {
  return new SlipwayError({
    code: 'transfer-not-begun',
    message: 'The page did not begin the transfer.',
    remedy: 'Start it again.',
    action: { kind: 'retry' },
  })
}

/** The page went away, or broke the transfer off. */
export function brokenOff(): SlipwayError {
  return new SlipwayError({
    code: 'transfer-broken-off',
    message: 'The transfer was broken off before its end.',
    remedy: 'Start it again.',
  })
}
