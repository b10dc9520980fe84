import { mkdirSync, readFileSync, statSync, watch } from 'node:fs'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { SlipwayError } from '../../../preload/contract/explained.ts'
import { replaceFile } from '../../replace-file.ts'
import type { MachineState } from './state.ts'

/** Milliseconds after which a lock is taken for one that a killed process left. A change holds it for far less. */
const staleAfter = 5000

/** One machine as a file that several processes may look at and change, one at a time. */
export class MachineStore {
  readonly #folder: string
  readonly #make: () => MachineState
  #seen: { stamp: string; state: MachineState } | null = null

  /** `make` gives the machine as it is when there is no file yet. */
  constructor(folder: string, make: () => MachineState) {
    this.#folder = folder
    this.#make = make
  }

  get #file(): string {
    return join(this.#folder, 'machine.json')
  }

  /** The machine as it stands; not to be changed. */
  current(): MachineState {
    let stamp: string
    try {
      const { mtimeMs, size, ino } = statSync(this.#file)
      stamp = `${mtimeMs} ${size} ${ino}`
    } catch {
      stamp = 'none'
    }
    if (this.#seen?.stamp !== stamp)
      this.#seen = {
        stamp,
        state: stamp === 'none' ? this.#make() : { ...this.#make(), ...readState(this.#file) },
      }
    return this.#seen.state
  }

  /** Tells of every change, by whichever process; the returned function ends it. */
  watch(listener: () => void): () => void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const watcher = watch(this.#folder, { persistent: false }, (_event, file) => {
      if (file === 'machine.json') listener()
    })
    watcher.on('error', () => watcher.close())
    return () => watcher.close()
  }

  /** Changes the machine under the lock; saved when `work` returns, left as it was when it throws. */
  async change<Result>(work: (machine: MachineState) => Result): Promise<Result> {
    const unlock = await this.#lock()
    try {
      const draft = structuredClone(this.current())
      const before = JSON.stringify(draft)
      const result = work(draft)
      const after = JSON.stringify(draft)
      if (after !== before || this.#seen?.stamp === 'none') await replaceFile(this.#file, after)
      return result
    } finally {
      await unlock()
    }
  }

  /** Puts the machine back to what it was when it was made. */
  async reset(): Promise<void> {
    const unlock = await this.#lock()
    try {
      await replaceFile(this.#file, JSON.stringify(this.#make()))
    } finally {
      await unlock()
    }
  }

  async #lock(): Promise<() => Promise<void>> {
    const path = join(this.#folder, 'lock')
    const mine = `${process.pid} ${Math.random()}`
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    while (true) {
      try {
        await writeFile(path, mine, { flag: 'wx' })
        return async () => {
          if ((await readFile(path, 'utf8').catch(() => '')) === mine) await rm(path, { force: true })
        }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      if (await isStale(path)) await rm(path, { force: true })
      await pause(5 + Math.random() * 10)
    }
  }
}

/** What an older Slipway wrote may lack a part, which is then as the machine was made. Throws `practice-state-damaged`. */
function readState(file: string): Partial<MachineState> {
  const text = readFileSync(file, 'utf8')
  try {
    const state: unknown = JSON.parse(text)
    if (typeof state === 'object' && state !== null && 'windows' in state) return state as Partial<MachineState>
  } catch {
    // Said below.
  }
  throw new SlipwayError({
    code: 'practice-state-damaged',
    message: 'What was saved of this practice machine cannot be read.',
    cause: `${file} is no machine any more.`,
    remedy: 'Reset the machine: it is then as it was first.',
  })
}

/** A lock of a process that is gone, or one that was held far too long. */
async function isStale(path: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(path)
    if (Date.now() - mtimeMs > staleAfter) return true
    const [owner = ''] = (await readFile(path, 'utf8')).split(' ')
    if (owner === '') return false
    process.kill(Number(owner), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
