import { SerializeAddon } from '@xterm/addon-serialize'
import { Unicode11Addon } from '@xterm/addon-unicode11'
import headless from '@xterm/headless'
import type { TerminalSize } from '../../preload/contract/terminals.ts'
import { HeldOutput } from './held-output.ts'
import { ScreenModes } from './screen-modes.ts'
import { Unfinished } from './unfinished.ts'

/** Bytes held back unparsed at most, and as many again while the parser works on those before. */
const HELD = 2_000_000
/** What is held is parsed after so many milliseconds, unless this many bytes came in the meantime: that is a flood. */
const PATIENCE = 100
const FLOOD = 250_000

interface ScreenEvents {
  /** It has read enough: more may be written. */
  drained(): void
  title(title: string): void
}

/**
 * A session's screen and scrollback, kept by a terminal without a display, for pages that come later. It parses in
 * slices of time, so it is under flow control as the pages are. In a flood it parses only what will still be seen:
 * output is held back a little, and lines that others have pushed past the end of the scrollback are left out. It
 * never answers: questions of the program (device attributes, colours, clipboard) are for the page, or for nobody.
 */
export class Screen {
  readonly #terminal: InstanceType<typeof headless.Terminal>
  readonly #serializer = new SerializeAddon()
  readonly #unfinished = new Unfinished()
  readonly #events: ScreenEvents
  #size: TerminalSize
  readonly #modes: ScreenModes
  readonly #held = new HeldOutput()
  #came = 0
  #timer: NodeJS.Timeout | null = null
  #waiting = 0
  #full = false
  #disposed = false

  constructor(size: TerminalSize, scrollback: number, events: ScreenEvents) {
    this.#events = events
    this.#size = size
    this.#terminal = new headless.Terminal({
      cols: size.columns,
      rows: size.rows,
      scrollback,
      allowProposedApi: true,
      // It would print the parser's whole state at each byte that is no text.
      logLevel: 'off',
    })
    // The add-ons are typed for the terminal with a display; of it they use only what both have.
    this.#terminal.loadAddon(this.#serializer as never)
    this.#terminal.loadAddon(new Unicode11Addon() as never)
    this.#terminal.unicode.activeVersion = '11'
    this.#terminal.onTitleChange((title) => events.title(title))
    this.#modes = new ScreenModes(this.#terminal)
  }

  /** True while as much is held as may be, until `drained`. */
  get full(): boolean {
    return this.#full
  }

  /** Bytes not parsed yet. */
  get waiting(): number {
    return this.#waiting + this.#held.length
  }

  write(bytes: Uint8Array): void {
    if (this.#disposed || bytes.length === 0) return
    this.#held.push(bytes)
    this.#came += bytes.length
    this.#timer ??= setTimeout(() => this.#lookAtFlood(), PATIENCE)
    this.#dropScrolledPast()
    if (this.#held.plain && this.#held.length < HELD) return
    if (this.#waiting === 0) this.#release()
    else this.#full = this.#held.length >= HELD
  }

  resize(size: TerminalSize): void {
    if (this.#disposed || (size.columns === this.#size.columns && size.rows === this.#size.rows)) return
    this.#release()
    this.#size = size
    this.#terminal.write('', () => {
      if (this.#disposed) return
      this.#terminal.resize(size.columns, size.rows)
      this.#modes.resized()
    })
  }

  /**
   * Bytes that bring a new terminal of the same size to this state. `ready` is called when all that was written
   * before this call is parsed and nothing that is written after it.
   */
  snapshot(ready: (state: Uint8Array) => void): void {
    if (this.#disposed) return
    this.#release()
    this.#terminal.write('', () => {
      if (this.#disposed) return
      const state = new TextEncoder().encode(
        `\x1bc${this.#serializer.serialize()}${this.#modes.margins}${this.#cursor()}${this.#modes.others}`,
      )
      const rest = this.#unfinished.bytes
      const whole = new Uint8Array(state.length + rest.length)
      whole.set(state)
      whole.set(rest, state.length)
      ready(whole)
    })
  }

  /** Forgets all lines but the cursor's, as `clear` of a page's terminal does. */
  clear(): void {
    if (this.#disposed) return
    this.#release()
    this.#terminal.write('', () => {
      if (!this.#disposed) this.#terminal.clear()
    })
  }

  dispose(): void {
    this.#disposed = true
    if (this.#timer) clearTimeout(this.#timer)
    this.#terminal.dispose()
  }

  #lookAtFlood(): void {
    this.#timer = null
    const flood = this.#came >= FLOOD
    this.#came = 0
    if (flood) this.#timer = setTimeout(() => this.#lookAtFlood(), PATIENCE)
    else this.#release()
  }

  /** Only the state that the terminal is in when it comes to what is held can tell what will be out of sight. */
  #dropScrolledPast(): void {
    const { buffer, options } = this.#terminal
    const known = this.#waiting === 0 && this.#modes.margins === '' && this.#unfinished.bytes.length === 0
    if (!known || buffer.active.type !== 'normal') return
    // Twice the rows: the first lines may fall beside what stands below the cursor.
    this.#held.dropScrolledPast(2 * this.#size.rows + (options.scrollback ?? 0))
  }

  /** Gives what is held to the parser. */
  #release(): void {
    if (this.#held.length > 0) this.#parse(this.#held.take())
  }

  #parse(bytes: Uint8Array): void {
    this.#waiting += bytes.length
    this.#terminal.write(bytes, () => {
      this.#waiting -= bytes.length
      this.#unfinished.read(bytes)
      if (this.#waiting > 0 || !this.#full) return
      this.#full = false
      this.#release()
      this.#events.drained()
    })
  }

  /**
   * The serializer moves the cursor step by step, which goes wrong where a page counts a character's width otherwise;
   * and setting margins moves it home. At the right edge its step is right: the next character wraps.
   */
  #cursor(): string {
    const { cursorX, cursorY } = this.#terminal.buffer.active
    const atEdge = cursorX >= this.#terminal.cols
    if ((atEdge && this.#modes.margins === '') || this.#terminal.modes.originMode) return ''
    return `\x1b[${cursorY + 1};${Math.min(cursorX, this.#terminal.cols - 1) + 1}H`
  }
}
