import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'

/** A file that a page may fetch once. */
export interface PageDownload {
  /** Cleaned file name for Content-Disposition. */
  name: string
  /** Bytes, null when unknown. */
  size: number | null
  contentType: string
  /** Starts the stream; called once. The signal aborts when the page goes. */
  open(signal: AbortSignal): Promise<Readable>
}

/** A file that a page may send once. */
export interface PageUpload {
  /** Takes the body; throws a SlipwayError when it is refused. */
  receive(body: Readable, signal: AbortSignal): Promise<void>
}

const PREFIX = '/page-files/'
/** A ticket not used within this time is void. */
const GOOD_FOR_MS = 60_000

type Ticket = { kind: 'download'; file: PageDownload } | { kind: 'upload'; file: PageUpload }

/**
 * Big files do not go through calls: a call answers a one-time address below the page's own origin, which both doors
 * serve. The ticket is 256 random bits, good once and for a minute.
 */
export class PageFiles {
  readonly #tickets = new Map<string, Ticket>()

  /** Answers the path to GET. */
  offerDownload(file: PageDownload): string {
    return this.#offer({ kind: 'download', file })
  }

  /** Answers the path to POST the raw bytes to. */
  offerUpload(file: PageUpload): string {
    return this.#offer({ kind: 'upload', file })
  }

  /** True for a path that these tickets live under. */
  owns(path: string): boolean {
    return path.startsWith(PREFIX)
  }

  /** Takes the ticket of this path; null when it is unknown, used, too old or of the other kind. */
  takeDownload(path: string): PageDownload | null {
    const ticket = this.#take(path, 'download')
    return ticket?.kind === 'download' ? ticket.file : null
  }

  takeUpload(path: string): PageUpload | null {
    const ticket = this.#take(path, 'upload')
    return ticket?.kind === 'upload' ? ticket.file : null
  }

  #offer(ticket: Ticket): string {
    const id = randomBytes(32).toString('base64url')
    this.#tickets.set(id, ticket)
    setTimeout(() => this.#tickets.delete(id), GOOD_FOR_MS).unref?.()
    return PREFIX + id
  }

  #take(path: string, kind: Ticket['kind']): Ticket | null {
    if (!path.startsWith(PREFIX)) return null
    const id = path.slice(PREFIX.length)
    const ticket = this.#tickets.get(id)
    if (!ticket || ticket.kind !== kind) return null
    this.#tickets.delete(id)
    return ticket
  }
}
