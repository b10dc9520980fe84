import type { TerminalSize } from '../../preload/contract/terminals.ts'

/** The engine refuses a size until the process has really started (docker CLI retries too, in initTtySize). */
const RETRY_MS = [20, 40, 80, 160, 320, 640, 1_000, 2_000]

/** Tells the engine the size: one call at a time, the latest size only, again when it is refused. */
export class SizeTeller {
  readonly #send: (size: { h: number; w: number }) => Promise<unknown>
  #wanted: TerminalSize | null = null
  #running: Promise<void> | null = null
  #stopped = false

  constructor(send: (size: { h: number; w: number }) => Promise<unknown>) {
    this.#send = send
  }

  tell(size: TerminalSize): void {
    this.#wanted = size
    this.#running ??= this.#run()
  }

  /** Resolves when the last size is taken, but after a second in any case. */
  async settled(): Promise<void> {
    const late = new Promise<void>((resolve) => setTimeout(resolve, 1_000).unref())
    await Promise.race([this.#running, late])
  }

  stop(): void {
    this.#stopped = true
  }

  async #run(): Promise<void> {
    let refused = 0
    while (this.#wanted && !this.#stopped) {
      const size = this.#wanted
      this.#wanted = null
      try {
        await this.#send({ h: size.rows, w: size.columns })
        refused = 0
      } catch {
        const wait = RETRY_MS[refused++]
        if (wait === undefined) break
        await new Promise<void>((resolve) => setTimeout(resolve, wait).unref())
        this.#wanted ??= size
      }
    }
    this.#running = null
  }
}
