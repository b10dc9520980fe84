import { extract } from 'tar-stream'
import { SlipwayError } from '../../../preload/contract/explained.ts'
import type { FileEntry, FolderPart } from '../../../preload/contract/files.ts'
import { noAnswer, startDeadline } from '../deadline.ts'
import type { EngineLink } from '../link.ts'
import { refuseOnWindows } from '../windows-refusals.ts'
import { getArchive } from './archive.ts'
import { joinPath, normalPath } from './container-path.ts'
import { feedTar } from './feed-tar.ts'
import { type FolderCache, FolderGatherer } from './folder-cache.ts'
import { EntryPlacer } from './tar-entries.ts'

/** A part is sent this often, ms. */
const PART_MS = 150
/** An archive of which nothing comes for this long is given up, ms. */
const STALLED_MS = 60_000

/**
 * A folder's direct children, in parts. The engine has no call for it but the archive of everything below, of which
 * only the headers are kept; leaving the generator stops the archive.
 */
export async function* listFolder(
  link: EngineLink,
  container: string,
  folder: string,
  cache: FolderCache,
  signal?: AbortSignal,
): AsyncGenerator<FolderPart, void, void> {
  const os = link.facts().os
  const path = normalPath(folder, os)
  const cached = cache.take(`${link.machine}/${container}`, path)
  if (cached) {
    yield { entries: cached, done: true, read: 0 }
    return
  }
  await refuseOnWindows(link, container, 'files', signal)
  const end = new AbortController()
  const either = startDeadline(signal, null, end.signal)
  const reading = new FolderReading(link, container, path, either.signal)
  try {
    const done = reading.run()
    let finished = false
    const settled = done.then(
      () => {
        finished = true
      },
      () => {
        finished = true
      },
    )
    while (!finished) {
      await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, PART_MS))])
      if (finished) break
      const stall = reading.stalledFor
      if (stall > STALLED_MS) throw noAnswer(STALLED_MS)
      const entries = reading.take()
      if (entries.length > 0 || stall === 0) yield { entries, done: false, read: reading.read }
    }
    await done
    if (reading.folders) cache.put(`${link.machine}/${container}`, reading.folders)
    yield { entries: reading.take(), done: true, read: reading.read }
  } finally {
    end.abort()
    either.done()
  }
}

class FolderReading {
  readonly #link: EngineLink
  readonly #container: string
  readonly #path: string
  readonly #signal: AbortSignal
  readonly #gatherer = new FolderGatherer()
  #fresh: FileEntry[] = []
  #readAt = Date.now()
  #told = 0
  /** Bytes of archive so far. */
  read = 0

  constructor(link: EngineLink, container: string, path: string, signal: AbortSignal) {
    this.#link = link
    this.#container = container
    this.#path = path
    this.#signal = signal
  }

  /** Entries since the last call. */
  take(): FileEntry[] {
    const fresh = this.#fresh
    this.#fresh = []
    return fresh
  }

  /** Milliseconds without a byte; 0 when some came since the last look. */
  get stalledFor(): number {
    if (this.#told !== this.read) {
      this.#told = this.read
      return 0
    }
    return Math.max(1, Date.now() - this.#readAt)
  }

  /** Folders below, whole; null when there are too many to keep. */
  get folders(): Map<string, FileEntry[]> | null {
    const folders = this.#gatherer.folders
    // The folder itself was just handed out.
    folders?.delete(this.#path)
    return folders
  }

  async run(): Promise<void> {
    let { stat, stream } = await getArchive(this.#link, this.#container, this.#path, this.#signal)
    if (stat.kind === 'link') {
      stream.destroy()
      ;({ stat, stream } = await getArchive(this.#link, this.#container, stat.linkTarget, this.#signal))
    }
    if (stat.kind !== 'folder') {
      stream.destroy()
      throw new SlipwayError({
        code: 'not-a-folder',
        message: `${this.#path} is not a folder.`,
        remedy: 'Open the folder that it lies in.',
      })
    }
    const os = this.#link.facts().os
    const placer = new EntryPlacer(os === 'linux')
    const archive = extract()
    archive.on('entry', (header, body, next) => {
      const placed = placer.place(header)
      if (placed) {
        const folder = placed.folder.reduce((path, name) => joinPath(path, name, os), this.#path)
        this.#gatherer.add(folder, placed.entry)
        if (placed.entry.kind === 'folder') this.#gatherer.addFolder(joinPath(folder, placed.entry.name, os))
        if (placed.folder.length === 0) this.#fresh.push(placed.entry)
      }
      body.on('error', () => {})
      body.on('end', () => next())
      body.resume()
    })
    await feedTar(stream, archive, (count) => {
      this.read += count
      this.#readAt = Date.now()
    })
  }
}
