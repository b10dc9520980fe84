import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { machineId } from '../../preload/contract/base.ts'
import type { Explained } from '../../preload/contract/explained.ts'
import { connectionDraftSchema } from '../../preload/contract/machines.ts'
import { replaceFile } from '../replace-file.ts'

const savedSchema = connectionDraftSchema.extend({ id: machineId })
const fileSchema = z.object({ version: z.literal(1), connections: z.array(z.unknown()) })
/** A saved connection: what the person filled in, without its secrets. */
export type SavedConnection = z.infer<typeof savedSchema>

/** The saved connections as `connections.json`, replaced atomically, the last good one beside it as `.bak`. */
export class SavedList {
  readonly #path: string
  #connections: SavedConnection[] = []
  #writing: Promise<void> = Promise.resolve()

  constructor(folder: string) {
    this.#path = join(folder, 'connections.json')
  }

  /**
   * Reads the list. A damaged file is kept as `connections.json.damaged`, the backup is read in its place, and the
   * answer says so; entries that do not parse are left out likewise.
   */
  async read(): Promise<Explained | null> {
    const text = await readFile(this.#path, 'utf8').catch(missing)
    if (text === null) return null
    const { connections, damage } = parse(text)
    this.#connections = connections
    if (!damage) return null
    await copyFile(this.#path, `${this.#path}.damaged`)
    const backup = await readFile(`${this.#path}.bak`, 'utf8').catch(missing)
    const older = backup === null ? null : parse(backup)
    for (const connection of older?.connections ?? []) {
      if (!this.#connections.some(({ id }) => id === connection.id)) this.#connections.push(connection)
    }
    return {
      code: 'connections-damaged',
      message: 'The file of saved connections is damaged.',
      cause: older
        ? 'What could not be read was taken from its backup.'
        : 'It has no backup; what could be read is shown.',
      remedy: `Look through the connections. The damaged file is kept: ${this.#path}.damaged`,
      detail: damage,
    }
  }

  values(): readonly SavedConnection[] {
    return this.#connections
  }

  get(id: string): SavedConnection | undefined {
    return this.#connections.find((connection) => connection.id === id)
  }

  /** Adds or replaces one; resolves when it is on the disk. Nothing is changed when that fails. */
  put(connection: SavedConnection): Promise<void> {
    const there = this.#connections.some(({ id }) => id === connection.id)
    return this.#write((list) =>
      there ? list.map((old) => (old.id === connection.id ? connection : old)) : [...list, connection],
    )
  }

  remove(id: string): Promise<void> {
    return this.#write((list) => list.filter((connection) => connection.id !== id))
  }

  #write(change: (list: SavedConnection[]) => SavedConnection[]): Promise<void> {
    const next = this.#writing.then(async () => {
      const list = change(this.#connections)
      const text = `${JSON.stringify({ version: 1, connections: list }, null, 2)}\n`
      await replaceFile(this.#path, text, { mode: 0o600, backup: `${this.#path}.bak` })
      this.#connections = list
    })
    this.#writing = next.catch(() => undefined)
    return next
  }
}

function parse(text: string): { connections: SavedConnection[]; damage: string } {
  try {
    const { connections } = fileSchema.parse(JSON.parse(text))
    const results = connections.map((connection) => savedSchema.safeParse(connection))
    const failed = results.find(({ success }) => !success)
    return {
      connections: results.flatMap(({ data }) => (data ? [data] : [])),
      damage: failed?.error ? z.prettifyError(failed.error) : '',
    }
  } catch (error) {
    return { connections: [], damage: error instanceof Error ? error.message : String(error) }
  }
}

function missing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
