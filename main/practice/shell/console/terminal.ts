import type { ProgramConsole } from '../world.ts'
import { cellWidth } from './cell-width.ts'
import { type Key, KeyParser } from './keys.ts'
import { type Complete, LineEditor } from './line-editor.ts'
import { repaint, repaintAll } from './line-painter.ts'

/** How a line was ended: Enter, Ctrl-C, or the console is gone. */
export type LineResult = { kind: 'line'; text: string } | { kind: 'interrupt' } | { kind: 'closed' }

/** How long a lone escape is waited on before it is the Escape key, in milliseconds. */
const escapeWait = 50
/** Keys that wait for a reader; like the console's own input buffer, what comes beyond is lost. */
const keyLimit = 100_000

/** A pseudo console: keys come in all the time, lines are edited on screen, Ctrl-C reaches whoever listens. */
export class Terminal {
  readonly #console: ProgramConsole
  readonly #keys: Key[] = []
  readonly #parser = new KeyParser()
  readonly #iterator: AsyncIterator<Uint8Array>
  readonly #interruptListeners = new Set<() => void>()
  #wake: () => void = () => {}
  #closed = false
  /** Lines that are being read. */
  #lines = 0
  #resized = false
  #column = 0
  #escapeTimer: ReturnType<typeof setTimeout> | null = null
  readonly #stopResize: () => void
  readonly #onAbort = () => this.#close()

  constructor(console: ProgramConsole) {
    this.#console = console
    this.#iterator = console.input[Symbol.asyncIterator]()
    this.#stopResize = console.onResize(() => {
      this.#resized = true
      this.#wake()
    })
    if (console.signal.aborted) this.#close()
    console.signal.addEventListener('abort', this.#onAbort, { once: true })
    void this.#pump()
  }

  get columns(): number {
    return Math.max(2, this.#console.size().columns || 80)
  }

  get rows(): number {
    return Math.max(1, this.#console.size().rows || 25)
  }

  get closed(): boolean {
    return this.#closed
  }

  /** Called at each Ctrl-C while no line is read; returns how to stop listening. */
  onInterrupt(listener: () => void): () => void {
    this.#interruptListeners.add(listener)
    return () => this.#interruptListeners.delete(listener)
  }

  async write(text: string): Promise<void> {
    if (text === '') return
    this.#column = columnAfter(text, this.#column, this.columns)
    await this.#console.write(text, 'stdout')
  }

  /** Reads a line as the console edits it. `prompt` is written first. */
  async readLine(
    prompt: string,
    history: readonly string[] = [],
    complete: Complete | null = null,
  ): Promise<LineResult> {
    await this.write(prompt)
    const start = this.#column
    const lastLine = prompt.slice(prompt.lastIndexOf('\n') + 1)
    const editor = new LineEditor(history, complete)
    this.#resized = false
    this.#lines++
    try {
      return await this.#editLine(editor, start, lastLine)
    } finally {
      this.#lines--
    }
  }

  async #editLine(editor: LineEditor, start: number, lastLine: string): Promise<LineResult> {
    let width = this.columns
    for (;;) {
      const key = await this.#nextKey()
      if (this.#closed && key === null) return { kind: 'closed' }
      const before = editor.view()
      if (this.#resized) {
        this.#resized = false
        const text = repaintAll(before, lastLine, start, this.columns)
        // Only a line that the new width breaks elsewhere is drawn anew.
        const reach = start + before.cells.reduce((sum, cell) => sum + cellWidth(cell), 0)
        if (reach >= Math.min(this.columns, width)) {
          if (this.#console.repaint) await this.#console.repaint(text)
          else await this.write(text)
        }
        width = this.columns
      }
      if (key === null) continue
      if (key.kind === 'key' && (key.name === 'enter' || key.name === 'interrupt')) {
        const end = { cells: before.cells, cursor: before.cells.length }
        await this.write(`${repaint(before, end, start, this.columns)}${key.name === 'interrupt' ? '^C' : ''}\r\n`)
        return key.name === 'enter' ? { kind: 'line', text: editor.text } : { kind: 'interrupt' }
      }
      editor.press(key)
      await this.write(repaint(before, editor.view(), start, this.columns))
    }
  }

  /** One key without echo, for `pause` and `more`; null when the console is gone or the signal came. */
  async readKey(signal: AbortSignal): Promise<Key | null> {
    const stop = () => this.#wake()
    signal.addEventListener('abort', stop, { once: true })
    try {
      while (!signal.aborted && !this.#closed) {
        const key = this.#keys.shift()
        if (key) return key
        await this.#wait()
      }
      return null
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  /** Lets go of the console; keys that come later are nobody's. */
  end(): void {
    this.#close()
    this.#console.signal.removeEventListener('abort', this.#onAbort)
    void this.#iterator.return?.().catch(() => {})
  }

  #close(): void {
    this.#closed = true
    this.#stopResize?.()
    if (this.#escapeTimer) clearTimeout(this.#escapeTimer)
    this.#wake()
  }

  /** The next key, or null after a resize or when the console is gone. */
  async #nextKey(): Promise<Key | null> {
    for (;;) {
      if (this.#resized) return null
      const key = this.#keys.shift()
      if (key) return key
      if (this.#closed) return null
      await this.#wait()
    }
  }

  async #wait(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve
    })
  }

  async #pump(): Promise<void> {
    try {
      for (;;) {
        const step = await this.#iterator.next()
        if (step.done || this.#closed) break
        if (this.#escapeTimer) clearTimeout(this.#escapeTimer)
        this.#accept(this.#parser.push(step.value))
        if (this.#parser.waiting) this.#escapeTimer = setTimeout(() => this.#accept(this.#parser.flush()), escapeWait)
      }
    } catch {
      // The connection broke: the same as a closed one.
    }
    this.#accept(this.#parser.flush())
    this.#close()
  }

  #accept(keys: readonly Key[]): void {
    for (const key of keys) {
      const interrupt = key.kind === 'key' && key.name === 'interrupt'
      if (interrupt && this.#interruptListeners.size > 0) {
        this.#keys.length = 0
        for (const listener of [...this.#interruptListeners]) listener()
        // A program that reads a line shows ^C and gets nothing.
        if (this.#lines > 0) this.#keys.push(key)
      } else if (this.#keys.length < keyLimit) this.#keys.push(key)
    }
    if (keys.length > 0) this.#wake()
  }
}

/** The column after a text was written; control sequences move nothing here. */
function columnAfter(text: string, column: number, columns: number): number {
  const from = Math.max(text.lastIndexOf('\r'), text.lastIndexOf('\n') >= 0 ? text.lastIndexOf('\n') : -1)
  let at = from >= 0 ? 0 : column
  for (const character of text.slice(from + 1).replace(/\u001b(\[[0-9;?]*[A-Za-z]|\][^\u0007]*\u0007)/g, '')) {
    if (character === '\b') at = Math.max(0, at - 1)
    else if (character >= ' ') at = (at + cellWidth(character)) % columns
  }
  return at
}
