import type { FileEntry } from '../../../preload/contract/files.ts'

/** How long what an archive told of deeper folders is good for, ms. */
const GOOD_FOR_MS = 15_000
const MOST_ENTRIES = 200_000
const MOST_CONTAINERS = 8

interface Known {
  until: number
  folders: Map<string, FileEntry[]>
}

/**
 * The archive of a folder brings everything below it as well: going down from there needs no second one. Each folder is
 * handed out once, so that looking again reads again.
 */
export class FolderCache {
  readonly #known = new Map<string, Known>()

  take(container: string, folder: string): FileEntry[] | null {
    const known = this.#known.get(container)
    if (!known) return null
    if (known.until < Date.now()) {
      this.#known.delete(container)
      return null
    }
    const entries = known.folders.get(folder) ?? null
    known.folders.delete(folder)
    return entries
  }

  put(container: string, folders: Map<string, FileEntry[]>): void {
    this.#known.delete(container)
    this.#known.set(container, { until: Date.now() + GOOD_FOR_MS, folders })
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MOST_CONTAINERS) break
      this.#known.delete(oldest)
    }
  }

  /** Something in the container was changed from here. */
  forget(container: string): void {
    this.#known.delete(container)
  }
}

/** Gathers the folders of one archive; gives up when there are too many. */
export class FolderGatherer {
  readonly #folders = new Map<string, FileEntry[]>()
  #count = 0

  add(folder: string, entry: FileEntry): void {
    this.#count += 1
    if (this.#count > MOST_ENTRIES) return
    this.#at(folder).push(entry)
  }

  /** An empty folder is known too. */
  addFolder(folder: string): void {
    if (this.#count <= MOST_ENTRIES) this.#at(folder)
  }

  get folders(): Map<string, FileEntry[]> | null {
    return this.#count > MOST_ENTRIES ? null : this.#folders
  }

  #at(folder: string): FileEntry[] {
    let entries = this.#folders.get(folder)
    if (!entries) {
      entries = []
      this.#folders.set(folder, entries)
    }
    return entries
  }
}
