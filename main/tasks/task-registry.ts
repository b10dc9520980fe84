import { randomUUID } from 'node:crypto'
import type { Explained } from '../../preload/contract/explained.ts'
import { SlipwayError } from '../../preload/contract/explained.ts'
import type { TaskPart, TaskRow } from '../../preload/contract/tasks.ts'
import { LiveList } from '../live-list.ts'

export interface TaskOptions {
  kind: TaskRow['kind']
  /** What is done, e.g. "Pull nginx:latest". */
  title: string
  machine: string | null
  cancellable: boolean
  /** Starts the same work once more and answers the new task's id; without it the task cannot be repeated. */
  repeat?: () => string
}

/** What the work of a task speaks through. Calls are cheap: what is told more often than shown is merged. */
export interface TaskHandle {
  readonly signal: AbortSignal
  progress(progress: TaskRow['progress']): void
  /** The whole list of parts; the array is kept, so give a new one each time. */
  parts(parts: TaskPart[]): void
  message(text: string): void
}

export type EndedTask = TaskRow & { endedAt: number }

interface Running {
  row: TaskRow
  readonly controller: AbortController
  readonly ended: Promise<void>
  timer: NodeJS.Timeout | null
  shownAt: number
}

/** Ended tasks that stay on the list, newest last. */
const keptEnded = 50
/** Shortest time between two changes of one row, ms: 10 a second, faster is not read by anyone. */
const shortestGap = 100
/** How long `close` waits for cancelled work to stop, ms. */
const closeDeadline = 3000

/** All long work of the program as one live list: progress, cancel, repeat, and how it ended. */
export class TaskRegistry {
  readonly list = new LiveList<TaskRow>()
  readonly #explain: (error: unknown) => Explained
  readonly #running = new Map<string, Running>()
  readonly #repeats = new Map<string, () => string>()
  readonly #ended: string[] = []
  readonly #listeners = new Set<(task: EndedTask) => void>()

  /** `explain` turns what the work threw into what the row shows (main/explain). */
  constructor(options: { explain: (error: unknown) => Explained }) {
    this.#explain = options.explain
  }

  /**
   * Starts `work` at once; the text that it answers is the row's last message. When it throws the row is `failed`, or
   * `cancelled` if `cancel` had been asked for. `ended` never rejects.
   */
  run(
    options: TaskOptions,
    work: (handle: TaskHandle) => Promise<string> | Promise<void>,
  ): { id: string; ended: Promise<void> } {
    const id = randomUUID()
    const controller = new AbortController()
    const row: TaskRow = {
      id,
      kind: options.kind,
      title: options.title,
      machine: options.machine,
      state: 'running',
      progress: null,
      message: '',
      parts: [],
      cancellable: options.cancellable,
      startedAt: Date.now(),
      endedAt: null,
      error: null,
      repeatable: false,
    }
    if (options.repeat) this.#repeats.set(id, options.repeat)
    const handle: TaskHandle = {
      signal: controller.signal,
      progress: (progress) => this.#change(id, { progress }),
      parts: (parts) => this.#change(id, { parts }),
      message: (message) => this.#change(id, { message }),
    }
    // The work begins in a later microtask, so that its first words find the row.
    const ended = Promise.resolve()
      .then(async (): Promise<string> => {
        controller.signal.throwIfAborted()
        return (await work(handle)) ?? ''
      })
      .then(
        (message) => this.#end(id, { state: 'done', ...(message && { message }) }),
        (error: unknown) => this.#end(id, this.#failure(error, controller.signal)),
      )
    this.#running.set(id, { row, controller, ended, timer: null, shownAt: 0 })
    this.list.set(row)
    return { id, ended }
  }

  /** Asks running work to stop; the row says `cancelled` once it has. Does nothing when it has ended already. */
  cancel(id: string): void {
    const running = this.#running.get(id)
    if (!running) {
      this.#known(id)
      return
    }
    if (running.controller.signal.aborted) return
    if (!running.row.cancellable) {
      throw new SlipwayError({
        code: 'task-not-cancellable',
        message: 'This task cannot be cancelled.',
        remedy: 'Wait until it has ended.',
      })
    }
    this.#change(id, { message: 'Cancelling', cancellable: false }, true)
    running.controller.abort()
  }

  /** Runs a failed or cancelled task once more and answers the new task's id. */
  repeat(id: string): string {
    const row = this.#known(id)
    const again = this.#repeats.get(id)
    if (!row.repeatable || !again) {
      throw new SlipwayError({
        code: 'task-not-repeatable',
        message: 'This task cannot be started again from here.',
        remedy: 'Start it again where you started it first.',
      })
    }
    const started = again()
    this.#repeats.delete(id)
    this.list.set({ ...row, repeatable: false })
    return started
  }

  /** Takes an ended task off the list. */
  dismiss(id: string): void {
    if (this.#running.has(id)) {
      throw new SlipwayError({
        code: 'task-running',
        message: 'This task still runs.',
        remedy: 'Cancel it first, or wait until it has ended.',
      })
    }
    this.#forget(id)
  }

  /** Called once for each task that ends, however it ends; answers its own unsubscribe. */
  onEnded(listener: (task: EndedTask) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Cancels everything that runs, cancellable or not, and waits for it, three seconds at most. */
  async close(): Promise<void> {
    const ends = [...this.#running.values()].map(({ controller, ended }) => {
      controller.abort()
      return ended
    })
    let timer: NodeJS.Timeout | undefined
    const tooLong = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, closeDeadline)
    })
    await Promise.race([Promise.all(ends), tooLong])
    clearTimeout(timer)
  }

  #failure(error: unknown, signal: AbortSignal): Partial<TaskRow> {
    if (signal.aborted) return { state: 'cancelled', message: 'Cancelled' }
    const explained = this.#explain(error)
    return { state: 'failed', message: explained.message, error: explained }
  }

  #change(id: string, change: Partial<TaskRow>, now = false): void {
    const running = this.#running.get(id)
    if (!running) return
    running.row = { ...running.row, ...change }
    const wait = now ? 0 : running.shownAt + shortestGap - Date.now()
    if (wait <= 0) this.#show(running)
    else running.timer ??= setTimeout(() => this.#show(running), wait)
  }

  #show(running: Running): void {
    if (running.timer) clearTimeout(running.timer)
    running.timer = null
    running.shownAt = Date.now()
    this.list.set(running.row)
  }

  #end(id: string, change: Partial<TaskRow>): void {
    const running = this.#running.get(id)
    if (!running) return
    if (running.timer) clearTimeout(running.timer)
    this.#running.delete(id)
    const row = { ...running.row, ...change, cancellable: false, endedAt: Date.now() }
    row.repeatable = row.state !== 'done' && this.#repeats.has(id)
    if (!row.repeatable) this.#repeats.delete(id)
    this.list.set(row)
    this.#ended.push(id)
    while (this.#ended.length > keptEnded) this.#forget(this.#ended[0] ?? '')
    for (const listener of [...this.#listeners]) listener(row)
  }

  #forget(id: string): void {
    const at = this.#ended.indexOf(id)
    if (at >= 0) this.#ended.splice(at, 1)
    this.#repeats.delete(id)
    this.list.delete(id)
  }

  #known(id: string): TaskRow {
    const row = this.list.get(id)
    if (row) return row
    throw new SlipwayError({
      code: 'task-unknown',
      message: 'This task is no longer on the list.',
      remedy: 'Only the last 50 ended tasks are kept.',
    })
  }
}
