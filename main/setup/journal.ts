import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { SlipwayError } from '../../preload/contract/explained.ts'
import { type JournalEntry, journalEntrySchema, type NewEntry, type RunEntry } from './journal-entries.ts'

/** A journal as it was read: its first line apart from the others. */
export interface ReadJournal {
  readonly run: RunEntry
  readonly entries: readonly JournalEntry[]
  /** Bytes of whole lines: a torn last line begins there. */
  readonly bytes: number
}

/**
 * The write-ahead log of one run: JSON lines, each on the disk before `write` resolves. What changes a host is written
 * before it begins and after it ends, so that a crash at any place can be taken up again or undone.
 */
export class Journal {
  readonly path: string
  readonly run: RunEntry
  readonly #entries: JournalEntry[]
  readonly #file: FileHandle
  #bytes: number

  private constructor(path: string, file: FileHandle, read: ReadJournal) {
    this.path = path
    this.run = read.run
    this.#file = file
    this.#entries = [...read.entries]
    this.#bytes = read.bytes
  }

  get entries(): readonly JournalEntry[] {
    return this.#entries
  }

  /** Begins a new one. Throws `journal-…` when it cannot be written: then nothing may be changed. */
  static async create(path: string, run: Omit<RunEntry, 'at' | 'type'>): Promise<Journal> {
    const entry: RunEntry = { type: 'run', at: new Date().toISOString(), ...run }
    const file = await writing(path, async () => {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      return open(path, 'wx', 0o600)
    })
    const journal = new Journal(path, file, { run: entry, entries: [], bytes: 0 })
    try {
      await journal.#append(entry)
      return journal
    } catch (error) {
      await file.close()
      throw error
    }
  }

  /** Takes one up again; a torn last line is cut off. */
  static async open(path: string): Promise<Journal> {
    const read = await readJournal(path)
    const file = await writing(path, async () => {
      const handle = await open(path, 'r+')
      await handle.truncate(read.bytes)
      return handle
    })
    return new Journal(path, file, read)
  }

  async write(entry: NewEntry): Promise<void> {
    const dated = journalEntrySchema.parse({ ...entry, at: new Date().toISOString() })
    await this.#append(dated)
    this.#entries.push(dated)
  }

  async close(): Promise<void> {
    await this.#file.close()
  }

  async #append(entry: JournalEntry): Promise<void> {
    const line = Buffer.from(`${JSON.stringify(entry)}\n`, 'utf8')
    await writing(this.path, async () => {
      try {
        for (let done = 0; done < line.length; ) {
          const { bytesWritten } = await this.#file.write(line, done, line.length - done, this.#bytes + done)
          done += bytesWritten
        }
        await this.#file.datasync()
      } catch (error) {
        // Half a line must not stand before the next one.
        await this.#file.truncate(this.#bytes).catch(() => undefined)
        throw error
      }
    })
    this.#bytes += line.length
  }
}

/** Reads and checks a journal. A last line without its end is left out; any other fault is `journal-damaged`. */
export async function readJournal(path: string): Promise<ReadJournal> {
  const text = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new SlipwayError(
      {
        code: 'journal-unreadable',
        message: 'The journal of this run cannot be read.',
        cause: error.code === 'ENOENT' ? 'The file is not there.' : 'The file cannot be opened.',
        remedy: 'See that the file is there and that you may read it.',
        detail: error.message,
      },
      { cause: error },
    )
  })
  const bytes = text.lastIndexOf('\n') + 1
  const lines = text.subarray(0, bytes).toString('utf8').split('\n').slice(0, -1)
  const entries = lines.map((line, place) => readLine(line, place, path))
  const [run, ...rest] = entries
  if (run?.type !== 'run' || rest.some(({ type }) => type === 'run')) throw damaged(path, 1)
  return { run, entries: rest, bytes }
}

function readLine(line: string, place: number, path: string): JournalEntry {
  try {
    return journalEntrySchema.parse(JSON.parse(line))
  } catch (error) {
    throw damaged(path, place + 1, error)
  }
}

function damaged(path: string, line: number, cause?: unknown): SlipwayError {
  return new SlipwayError(
    {
      code: 'journal-damaged',
      message: 'The journal of this run is damaged.',
      cause: `Line ${line} is not what Slipway wrote there.`,
      remedy: 'It cannot be gone on with or undone from. Look at the host and plan anew: what is done already is seen.',
      detail: path,
    },
    { cause },
  )
}

const refusals: Readonly<Record<string, { cause: string; remedy: string }>> = {
  ENOSPC: { cause: 'The disk is full.', remedy: 'Make room on the disk, then go on with the run.' },
  EDQUOT: { cause: 'Your share of the disk is used up.', remedy: 'Make room, then go on with the run.' },
  EROFS: { cause: 'The disk can only be read.', remedy: 'Set another data folder with SLIPWAY_USER_DATA.' },
  EACCES: { cause: 'You may not write to this folder.', remedy: 'See to the rights of the folder.' },
  EPERM: { cause: 'You may not write to this folder.', remedy: 'See to the rights of the folder.' },
  ENOTDIR: { cause: 'A file of this name is in the way.', remedy: 'Move that file away.' },
  EEXIST: { cause: 'A file of this name is in the way.', remedy: 'Move that file away.' },
}

async function writing<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    const known = refusals[code] ?? { cause: 'The file could not be written.', remedy: 'See the text below.' }
    throw new SlipwayError(
      {
        code: 'journal-not-written',
        message: 'The journal cannot be written, so nothing more is changed.',
        ...known,
        detail: `${path}: ${message}`,
      },
      { cause: error },
    )
  }
}
