import type { Explained } from '../../preload/contract/explained.ts'
import { SlipwayError } from '../../preload/contract/explained.ts'
import type { TerminalRow, TerminalSize, TerminalSource } from '../../preload/contract/terminals.ts'
import type { EngineLink } from '../engine/link.ts'
import { explain } from '../explain/explain.ts'
import { ContainerNotRunning, isEngineAnswer } from './container-facts.ts'
import { Feeds } from './feeds.ts'
import { InputQueue } from './input-queue.ts'
import { type FeedSession, PageFeed } from './page-feed.ts'
import { cleanProgramTitle } from './program-title.ts'
import { Retry } from './retry.ts'
import { Screen } from './screen.ts'
import type { ByteSource, SourceEnd, SourceEvents } from './source.ts'
import { isTerminalReply } from './terminal-reply.ts'

/**
 * Written before a new program: abort what its forerunner left unfinished, leave the other screen, and take back
 * mouse, focus and paste reporting, colours and margins. The text stays: leaving a screen puts the cursor back to
 * where it was saved, which is home unless it is saved here (each screen has a place of its own for it).
 */
const FRESH = new TextEncoder().encode('\x18\x1b7\x1b[?1049l\x1b[?1000;1002;1003;1004;1006;2004l\x1b[!p\x1b[0m\r\n')

export interface SessionOptions {
  id: string
  source: TerminalSource
  title: string
  size: TerminalSize
  /** Lines kept above the screen. */
  scrollback: number
  /** Null for a shell of this machine. */
  link: EngineLink | null
  /** A new run of the source; `startStopped` as in AttachSource. */
  make(startStopped: boolean, events: SourceEvents): ByteSource
  /** The row changed; null when the session is gone. */
  changed(row: TerminalRow | null): void
}

/**
 * One terminal. It outlives the pages: its screen is kept here, any number of pages may look at it, and the slowest
 * of them, or the screen's own parser, sets the pace of the source. Its size is the one that a page set last (as
 * tmux's `window-size latest`).
 */
export class Session implements FeedSession {
  readonly #options: SessionOptions
  readonly #screen: Screen
  readonly #feeds = new Feeds()
  readonly #input = new InputQueue((bytes) => this.#source?.write(bytes) ?? Promise.resolve())
  readonly #retry = new Retry(() => void this.#reconnect())
  readonly #unsubscribe: () => void
  #source: ByteSource | null = null
  #size: TerminalSize
  #state: TerminalRow['state'] = { kind: 'starting' }
  #programTitle = ''
  #tty = true
  #takesInput = true
  #canStartAgain = false
  #paused = false
  #closed = false

  constructor(options: SessionOptions) {
    this.#options = options
    this.#size = options.size
    this.#screen = new Screen(options.size, options.scrollback, {
      drained: () => this.#applyFlow(),
      title: (title) => {
        const clean = cleanProgramTitle(title)
        if (clean === this.#programTitle) return
        this.#programTitle = clean
        this.#publish()
      },
    })
    this.#unsubscribe = options.link?.onConnected((connected) => this.#linkChanged(connected)) ?? (() => undefined)
    this.#publish()
  }

  get row(): TerminalRow {
    return {
      id: this.#options.id,
      source: this.#options.source,
      title: this.#options.title,
      programTitle: this.#programTitle,
      state: this.#state,
      tty: this.#tty,
      takesInput: this.#takesInput,
      size: this.#size,
      canStartAgain: this.#canStartAgain,
    }
  }

  /** First start. A stopped container is no failure: the session says so and offers to start it. */
  async open(): Promise<void> {
    try {
      await this.#run(false)
    } catch (error) {
      if (!(error instanceof ContainerNotRunning) || this.#options.source.kind !== 'attach') throw error
      this.#end(error.exitCode, error.explained.message, null, true)
    }
  }

  /** A feed for one page, at that page's size. */
  connect(size: TerminalSize): PageFeed {
    this.resize(size)
    return new PageFeed(this)
  }

  resize(size: TerminalSize): void {
    if (this.#closed || (size.columns === this.#size.columns && size.rows === this.#size.rows)) return
    this.#size = { columns: size.columns, rows: size.rows }
    this.#screen.resize(this.#size)
    this.#source?.resize(this.#size)
    this.#publish()
  }

  /** Forgets the kept lines; pages clear what they show by themselves. */
  clear(): void {
    this.#screen.clear()
  }

  /** Lets go of the container's own process. */
  detach(): void {
    if (this.#options.source.kind !== 'attach')
      throw new SlipwayError({
        code: 'terminal-not-attached',
        message: 'Only a terminal attached to a container can be detached.',
        cause: 'A process that was started for this terminal cannot be taken up again.',
        remedy: 'Close the terminal to end its process.',
      })
    if (this.#state.kind === 'ended') return
    this.#dropSource()
    this.#set({ kind: 'detached' }, true)
  }

  /** A new run after an end or a detach; while reconnecting, an attempt now. */
  async startAgain(size: TerminalSize): Promise<void> {
    this.resize(size)
    const before = this.#state
    if (before.kind === 'running' || before.kind === 'starting') return
    if (before.kind === 'reconnecting') {
      await this.#reconnect()
      return
    }
    this.#set({ kind: 'starting' }, false)
    if (before.kind === 'ended') this.#show(FRESH)
    try {
      await this.#run(true)
    } catch (error) {
      if (before.kind === 'ended') this.#end(before.exitCode, before.reason, explain(error), !isMissing(error))
      else this.#set(before, !isMissing(error))
      throw error
    }
  }

  /** Its connection is gone for good, so nothing here comes back by itself. */
  connectionRemoved(): void {
    if (this.#closed) return
    this.#dropSource()
    const kept = this.#state.kind === 'ended' ? this.#state : null
    if (kept) this.#end(kept.exitCode, kept.reason, kept.error, false)
    else this.#end(null, 'The connection was removed, and with it this terminal.', null, false)
  }

  /** The end of the session: started processes end, an attached container runs on, pages are told. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#unsubscribe()
    this.#dropSource()
    this.#feeds.close()
    this.#screen.dispose()
    this.#options.changed(null)
  }

  join(feed: PageFeed): void {
    this.#feeds.add(feed)
    if (this.#closed) {
      feed.close()
      return
    }
    this.#applyFlow()
    this.#screen.snapshot((state) => feed.begin(state))
  }

  leave(feed: PageFeed): void {
    this.#feeds.delete(feed)
    this.#applyFlow()
  }

  feedChanged(): void {
    this.#applyFlow()
  }

  /** What a page typed; dropped when no program is there to read it. */
  input(bytes: Uint8Array, from: PageFeed): boolean {
    if (isTerminalReply(bytes) && !this.#feeds.answers(from)) return true
    return !this.#source || bytes.length === 0 || this.#input.add(bytes)
  }

  async #run(startStopped: boolean): Promise<void> {
    this.#dropSource()
    const source: ByteSource = this.#options.make(startStopped, {
      data: (bytes) => {
        if (this.#source === source) this.#show(bytes)
      },
      end: (end) => {
        if (this.#source === source) this.#sourceEnded(end)
      },
    })
    this.#source = source
    this.#paused = false
    this.#applyFlow()
    try {
      await source.start(this.#size)
    } catch (error) {
      if (this.#source === source) this.#source = null
      source.close()
      throw error
    }
    if (this.#source !== source) return
    this.#retry.held()
    this.#tty = source.tty
    this.#takesInput = source.takesInput
    this.#set({ kind: 'running' }, false)
  }

  #show(bytes: Uint8Array): void {
    this.#screen.write(bytes)
    this.#feeds.push(bytes)
    this.#applyFlow()
  }

  #applyFlow(): void {
    const hold = this.#screen.full || this.#feeds.busy
    if (hold === this.#paused || !this.#source) return
    this.#paused = hold
    if (hold) this.#source.pause()
    else this.#source.resume()
  }

  #sourceEnded(end: SourceEnd): void {
    this.#source = null
    this.#input.clear()
    const attached = this.#options.source.kind === 'attach'
    if (end.kind === 'detached') this.#set({ kind: 'detached' }, true)
    else if (end.kind === 'exited') {
      const who = attached ? 'The container' : 'The process'
      const how = end.exitCode === null ? 'ended' : `ended with exit code ${end.exitCode}`
      this.#end(end.exitCode, `${who} ${how}${end.removed ? ' and was removed' : ''}.`, null, !end.removed)
    } else {
      this.#options.link?.suspect(end.error)
      if (attached) this.#away()
      else this.#end(null, 'The connection to the engine was lost, and with it this process.', null, true)
    }
  }

  #linkChanged(connected: boolean): void {
    if (connected) {
      if (this.#state.kind === 'reconnecting') void this.#reconnect()
      return
    }
    if (this.#state.kind !== 'running') return
    if (this.#options.source.kind === 'attach') {
      this.#dropSource()
      this.#away()
    } else this.#set({ kind: 'reconnecting', since: Date.now() }, false)
  }

  #away(): void {
    if (this.#state.kind !== 'reconnecting') this.#set({ kind: 'reconnecting', since: Date.now() }, false)
    this.#retry.later()
  }

  async #reconnect(): Promise<void> {
    if (this.#closed) return
    const source = this.#source
    if (this.#options.source.kind !== 'attach') {
      const there = (await source?.stillThere?.()) ?? false
      if (this.#source !== source || this.#state.kind !== 'reconnecting') return
      if (there) return this.#set({ kind: 'running' }, false)
      source?.close()
      return this.#sourceEnded({ kind: 'lost', error: null })
    }
    if (source) return
    try {
      await this.#run(false)
    } catch (error) {
      if (this.#closed || this.#state.kind !== 'reconnecting') return
      if (error instanceof ContainerNotRunning)
        this.#end(error.exitCode, `The container ended with exit code ${error.exitCode}.`, null, true)
      else if (isMissing(error)) this.#end(null, 'The container no longer exists.', null, false)
      else this.#away()
    }
  }

  #dropSource(): void {
    this.#retry.cancel()
    const source = this.#source
    this.#source = null
    source?.close()
    this.#input.clear()
  }

  #end(exitCode: number | null, reason: string, error: Explained | null, canStartAgain: boolean): void {
    this.#set({ kind: 'ended', exitCode, reason, error }, canStartAgain)
  }

  #set(state: TerminalRow['state'], canStartAgain: boolean): void {
    this.#state = state
    this.#canStartAgain = canStartAgain
    this.#publish()
  }

  #publish(): void {
    if (!this.#closed) this.#options.changed(this.row)
  }
}

function isMissing(error: unknown): boolean {
  return isEngineAnswer(error) && error.statusCode === 404
}
