import { FitAddon } from '@xterm/addon-fit'
import { type ISearchOptions, SearchAddon } from '@xterm/addon-search'
import { Unicode11Addon } from '@xterm/addon-unicode11'
import { WebLinksAddon } from '@xterm/addon-web-links'
import { WebglAddon } from '@xterm/addon-webgl'
import { type ITerminalOptions, Terminal } from '@xterm/xterm'
import type { TerminalSize } from '../../preload/contract/terminals.ts'
import { hasGraphicsProcessor } from './graphics.ts'
import { terminalKey } from './keys.ts'
import type { TerminalAction, TerminalEvents } from './terminal-events.ts'

/** While a window edge is dragged sizes come by the dozen; the program needs the last one. */
const SIZE_WITHIN_MS = 60
const HTTP = /^https?:\/\//i

/** One xterm.js with its add-ons. It lives in an element of its own that moves between places without being made anew. */
export class TerminalInstance {
  readonly element = document.createElement('div')
  readonly xterm: Terminal
  readonly #fit = new FitAddon()
  readonly #search = new SearchAddon({ highlightLimit: 5000 })
  readonly #events: TerminalEvents
  readonly #observer: ResizeObserver
  #webgl: WebglAddon | null = null
  #opened = false
  #sizeTimer: ReturnType<typeof setTimeout> | null = null
  #disposed = false

  constructor(options: ITerminalOptions, events: TerminalEvents) {
    this.#events = events
    this.element.className = 'slipway-terminal'
    this.xterm = new Terminal({
      ...options,
      allowProposedApi: true,
      linkHandler: {
        // OSC 8: only http and https; `file://\\host` would hand Windows credentials to that host.
        activate: (_event, text) => this.#openLink(text),
        allowNonHttpProtocols: false,
      },
    })
    for (const addon of [this.#fit, this.#search, new Unicode11Addon()]) this.xterm.loadAddon(addon)
    this.xterm.unicode.activeVersion = '11'
    this.xterm.loadAddon(new WebLinksAddon((_event, uri) => this.#openLink(uri)))
    // OSC 52 would let a program read and write the clipboard: taken and dropped.
    this.xterm.parser.registerOscHandler(52, () => true)
    const encoder = new TextEncoder()
    this.xterm.onData((text) => events.input(encoder.encode(text)))
    this.xterm.onBinary((text) => events.input(Uint8Array.from(text, (character) => character.charCodeAt(0))))
    this.xterm.onResize(() => this.#sizeChanged())
    this.xterm.onSelectionChange(() => events.selection(this.xterm.hasSelection()))
    this.xterm.attachCustomKeyEventHandler((event) => this.#key(event))
    this.#search.onDidChangeResults(({ resultIndex, resultCount }) => events.found(resultIndex, resultCount))
    this.element.addEventListener('paste', (event) => this.#paste(event), true)
    this.element.addEventListener('contextmenu', (event) => this.#contextMenu(event))
    this.#observer = new ResizeObserver(() => this.fit())
  }

  get size(): TerminalSize {
    return { columns: this.xterm.cols, rows: this.xterm.rows }
  }

  /** Shows it in `place` and gives it the place's size; the answer takes it out again. */
  show(place: HTMLElement): () => void {
    place.append(this.element)
    if (!this.#opened) {
      this.#opened = true
      this.xterm.open(this.element)
    }
    this.#draw()
    this.fit()
    this.#observer.observe(place)
    return () => {
      this.#observer.disconnect()
      // Browsers keep at most 16 WebGL contexts: only what is seen has one.
      this.#webgl?.dispose()
      this.#webgl = null
      if (this.element.parentElement === place) this.element.remove()
    }
  }

  /** WebGL where a graphics processor draws it, else xterm's DOM renderer; a lost context falls back too. */
  #draw(): void {
    if (this.#webgl || !hasGraphicsProcessor()) return
    try {
      const webgl = new WebglAddon()
      webgl.onContextLoss(() => {
        webgl.dispose()
        if (this.#webgl === webgl) this.#webgl = null
      })
      this.xterm.loadAddon(webgl)
      this.#webgl = webgl
    } catch {
      this.#webgl = null
    }
  }

  fit(): void {
    if (this.#disposed || !this.element.isConnected || this.element.clientWidth < 20) return
    const size = this.#fit.proposeDimensions()
    if (!size || !Number.isFinite(size.cols) || !Number.isFinite(size.rows)) return
    this.xterm.resize(Math.min(1000, Math.max(2, size.cols)), Math.min(1000, Math.max(1, size.rows)))
  }

  #sizeChanged(): void {
    if (this.#sizeTimer) clearTimeout(this.#sizeTimer)
    this.#sizeTimer = setTimeout(() => this.#events.resized(this.size), SIZE_WITHIN_MS)
  }

  find(text: string, back: boolean, options: ISearchOptions): boolean {
    return back ? this.#search.findPrevious(text, options) : this.#search.findNext(text, options)
  }

  endFind(): void {
    this.#search.clearDecorations()
  }

  /** Carries out what a key or menu entry means for the terminal itself. */
  act(action: TerminalAction): void {
    if (action === 'select-all') this.xterm.selectAll()
    else if (action === 'clear') this.xterm.clear()
    else if (action === 'copy') {
      const text = this.xterm.getSelection()
      if (text !== '') this.#events.copy(text)
      this.xterm.clearSelection()
    } else this.#events.action(action)
  }

  dispose(): void {
    if (this.#disposed) return
    this.#disposed = true
    this.#observer.disconnect()
    if (this.#sizeTimer) clearTimeout(this.#sizeTimer)
    this.#webgl?.dispose()
    this.xterm.dispose()
    this.element.remove()
  }

  #key(event: KeyboardEvent): boolean {
    const action = terminalKey(event, this.xterm.hasSelection())
    if (action === null) return true
    if (event.type !== 'keydown') return false
    // The browser's own paste brings the clipboard's text along, without asking for a permission.
    if (action === 'paste' || action === 'pass') return false
    event.preventDefault()
    event.stopPropagation()
    this.act(action)
    return false
  }

  #paste(event: ClipboardEvent): void {
    event.preventDefault()
    event.stopPropagation()
    this.#events.pasted(event.clipboardData?.getData('text/plain') ?? '')
  }

  /**
   * Windows' console: right-click copies a selection, else pastes. With Shift the menu comes. A program that follows
   * the mouse has got the click: nothing is pasted into it besides.
   */
  #contextMenu(event: MouseEvent): void {
    event.preventDefault()
    if (event.shiftKey) this.#events.menu(event.clientX, event.clientY)
    else if (this.xterm.modes.mouseTrackingMode !== 'none') return
    else if (this.xterm.hasSelection()) this.act('copy')
    else this.#events.action('paste')
  }

  #openLink(uri: string): void {
    if (HTTP.test(uri) && isAddress(uri)) this.#events.link(uri)
  }
}

/** URL.canParse came with Chrome 120; pages run on 114. */
function isAddress(uri: string): boolean {
  try {
    return new URL(uri).href !== ''
  } catch {
    return false
  }
}
