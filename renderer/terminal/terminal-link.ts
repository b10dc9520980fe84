import type { TerminalSize } from '../../preload/contract/terminals.ts'
import type { ChannelEnd } from '../../preload/transport.ts'

/** What a page needs of main for one terminal; the real one is api.terminals and openChannel. */
export interface TerminalCalls {
  connect(size: TerminalSize): Promise<ByteChannel>
  resize(size: TerminalSize): Promise<void>
}

export interface ByteChannel {
  onData: (bytes: Uint8Array, done: () => void) => void
  onEnd: ((end: ChannelEnd) => void) | null
  input(bytes: Uint8Array): void
  close(): void
}

/** The screen that the bytes go to. `write` calls back when they are parsed. */
export interface ByteScreen {
  write(bytes: Uint8Array, done: () => void): void
  reset(): void
}

export type TerminalLinkState =
  | { kind: 'connecting' }
  | { kind: 'connected' }
  /** Tried again when the page's link or the session comes back. */
  | { kind: 'away' }
  | { kind: 'failed'; error: unknown }

/**
 * Binds one screen to one session: connects, feeds the bytes, acknowledges what is parsed, and connects again when
 * asked. Main starts each connection with the whole screen, so the old one is cleared first and nothing shows twice.
 */
export class TerminalLink {
  readonly #calls: TerminalCalls
  readonly #screen: ByteScreen
  readonly #changed: (state: TerminalLinkState) => void
  #channel: ByteChannel | null = null
  #connecting = false
  #size: TerminalSize
  #sent: TerminalSize | null = null
  #closed = false

  constructor(
    calls: TerminalCalls,
    screen: ByteScreen,
    size: TerminalSize,
    changed: (state: TerminalLinkState) => void,
  ) {
    this.#calls = calls
    this.#screen = screen
    this.#size = size
    this.#changed = changed
  }

  /** Connects unless it is connected. */
  async connect(): Promise<void> {
    if (this.#channel || this.#connecting || this.#closed) return
    this.#connecting = true
    this.#changed({ kind: 'connecting' })
    const size = this.#size
    try {
      const channel = await this.#calls.connect(size)
      if (this.#closed) {
        channel.close()
        return
      }
      this.#listen(channel)
      this.#sent = size
      this.#changed({ kind: 'connected' })
      if (!sameSize(size, this.#size)) this.resize(this.#size)
    } catch (error) {
      if (!this.#closed) this.#changed({ kind: 'failed', error })
    } finally {
      this.#connecting = false
    }
  }

  #listen(channel: ByteChannel): void {
    this.#channel = channel
    let first = true
    channel.onEnd = (end) => {
      if (this.#channel !== channel) return
      this.#channel = null
      const lost = end.reason !== 'failed' || end.error?.code === 'link-lost' || !end.error
      this.#changed(lost ? { kind: 'away' } : { kind: 'failed', error: end.error })
    }
    channel.onData = (bytes, done) => {
      if (first) this.#screen.reset()
      first = false
      this.#screen.write(bytes, done)
    }
  }

  input(bytes: Uint8Array): void {
    this.#channel?.input(bytes)
  }

  resize(size: TerminalSize): void {
    this.#size = size
    if (!this.#channel || (this.#sent && sameSize(this.#sent, size))) return
    this.#sent = size
    this.#calls.resize(size).catch(() => {
      // The session went meanwhile; the next connection sends the size anew.
      this.#sent = null
    })
  }

  close(): void {
    this.#closed = true
    this.#channel?.close()
    this.#channel = null
  }
}

function sameSize(one: TerminalSize, other: TerminalSize): boolean {
  return one.columns === other.columns && one.rows === other.rows
}
