import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readState, writeAtomic } from '../state-file.ts'

/** What is known of an image by its ID; the rest is whoever keeps it to say. */
interface Known {
  readonly id: string
}

/**
 * What a machine's images are, below `folder`: `images.json` is the list of their IDs, and each has a file of its own,
 * so that a change of one writes one. A machine that was used before they had keeps all in `images.json`.
 */
export class ImageRecords<Written extends Known> {
  readonly #folder: string
  #listed = new Set<string>()

  constructor(folder: string) {
    this.#folder = folder
    mkdirSync(folder, { recursive: true })
  }

  /** All that were written, in their order; null for a machine that was never used. */
  read(): Written[] | null {
    const list = readState(this.#listPath)
    if (!Array.isArray(list)) return null
    const entries = list as (string | Written)[]
    const records = entries
      .map((each) => (typeof each === 'string' ? (readState(this.#path(each)) as Written | null) : each))
      .filter((record) => record !== null)
    const ids = records.map(({ id }) => id)
    if (entries.some((each) => typeof each !== 'string')) this.write(records, ids)
    this.#listed = new Set(ids)
    return records
  }

  /** Writes these, and the list where `ids`, all there are, are others than before. Throws what the file system throws. */
  write(changed: Iterable<Written>, ids: readonly string[]): void {
    for (const record of changed) writeAtomic(this.#path(record.id), JSON.stringify(record))
    const gone = new Set(this.#listed)
    for (const id of ids) gone.delete(id)
    if (gone.size === 0 && ids.length === this.#listed.size) return
    writeAtomic(this.#listPath, JSON.stringify(ids))
    for (const id of gone) rmSync(this.#path(id), { force: true })
    this.#listed = new Set(ids)
  }

  get #listPath(): string {
    return join(this.#folder, 'images.json')
  }

  #path(id: string): string {
    return join(this.#folder, `${id.replace('sha256:', '')}.json`)
  }
}
