import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunLine, RunRow } from '../../preload/contract/setup.ts'
import { LiveList } from '../live-list.ts'
import { explainThrown } from './explain-host.ts'
import { type ReadJournal, readJournal } from './journal.ts'
import { planOfJournal } from './journal-check.ts'
import type { Plan } from './plan.ts'
import { runUnknown } from './refusals.ts'
import { outputOf, type RunOutput } from './run-output.ts'
import { rowOf } from './run-row.ts'

/** H12: the runs that are journalled in one folder, as rows that stay true while they run. */
export class RunHistory {
  readonly list = new LiveList<RunRow>()
  readonly #folder: string
  readonly #live = new Map<string, RunOutput>()

  constructor(folder: string) {
    this.#folder = folder
  }

  pathOf(run: string): string {
    if (!/^[\w-]{1,80}$/.test(run)) throw runUnknown()
    return join(this.#folder, `${run}.jsonl`)
  }

  /** Takes the journals that are there into the list. One that cannot be read is shown as such, never left out. */
  async load(): Promise<void> {
    const names = await readdir(this.#folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    })
    for (const name of names) {
      const run = /^([\w-]{1,80})\.jsonl$/.exec(name)?.[1]
      if (run && !this.#live.has(run)) await this.#show(run)
    }
  }

  read(run: string): Promise<ReadJournal> {
    if (!this.list.get(run)) throw runUnknown()
    return readJournal(this.pathOf(run))
  }

  /** A run begins or goes on: from now on its output is kept, and `tell` shows each change of its journal. */
  begin(run: string, output: RunOutput): void {
    this.#live.set(run, output)
  }

  tell(journal: Pick<ReadJournal, 'run' | 'entries'>, plan: Plan, running: boolean): void {
    this.list.set(rowOf(journal, plan, running))
  }

  /** What was seen of a run that waits, which its journal does not tell. */
  mark(run: string, seen: Partial<Pick<RunRow, 'waiting' | 'error'>>): void {
    const row = this.list.get(run)
    if (row) this.list.set({ ...row, ...seen })
  }

  end(run: string): void {
    this.#live.get(run)?.end()
    this.#live.delete(run)
  }

  async *output(run: string, signal?: AbortSignal): AsyncGenerator<{ lines: RunLine[] }, void, void> {
    const output = this.#live.get(run) ?? outputOf(await this.read(run))
    yield* output.watch(signal)
  }

  async #show(run: string): Promise<void> {
    try {
      const read = await readJournal(this.pathOf(run))
      // Its own id, not another file's.
      if (read.run.id !== run) return
      try {
        this.list.set(rowOf(read, planOfJournal(read), false))
      } catch (error) {
        this.list.set({ ...rowOf(read, null, false), error: explainThrown(error) })
      }
    } catch (error) {
      this.list.set(unreadable(run, error))
    }
  }
}

function unreadable(id: string, error: unknown): RunRow {
  return {
    id,
    target: '',
    host: '',
    title: id,
    by: '',
    startedAt: 0,
    endedAt: null,
    state: 'unusable',
    undoing: false,
    steps: [],
    error: explainThrown(error),
    waiting: null,
    canResume: false,
    canUndo: false,
    next: null,
  }
}
