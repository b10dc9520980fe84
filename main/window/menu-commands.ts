import type { MenuCommand } from '../../preload/contract/app.ts'

/** Menu commands on their way to the page, in order; while no page listens they are dropped. */
export class MenuCommands {
  readonly #listeners = new Set<(command: MenuCommand) => void>()

  send(command: MenuCommand): void {
    for (const listener of this.#listeners) listener(command)
  }

  async *watch(signal?: AbortSignal): AsyncGenerator<MenuCommand, void, void> {
    const waiting: MenuCommand[] = []
    let wake: () => void = () => {}
    const listener = (command: MenuCommand) => {
      waiting.push(command)
      wake()
    }
    const stop = () => wake()
    this.#listeners.add(listener)
    signal?.addEventListener('abort', stop, { once: true })
    try {
      while (!signal?.aborted) {
        const next = waiting.shift()
        if (next) yield next
        else {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
      }
    } finally {
      this.#listeners.delete(listener)
      signal?.removeEventListener('abort', stop)
    }
  }
}
