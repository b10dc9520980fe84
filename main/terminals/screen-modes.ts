import type { Terminal } from '@xterm/headless'

const MOUSE_ENCODINGS = [1006, 1016]

/** Follows those of a terminal's modes that the serializer leaves out. */
export class ScreenModes {
  readonly #terminal: Terminal
  #cursorHidden = false
  #cursorStyle = ''
  #mouseEncoding = ''
  #margins = ''

  constructor(terminal: Terminal) {
    this.#terminal = terminal
    const { parser } = terminal
    parser.registerCsiHandler({ prefix: '?', final: 'h' }, (params) => this.#set(params, true))
    parser.registerCsiHandler({ prefix: '?', final: 'l' }, (params) => this.#set(params, false))
    parser.registerCsiHandler({ final: 'r' }, ([top, bottom]) =>
      this.#setMargins(Number(top ?? 1), Number(bottom ?? 0)),
    )
    parser.registerCsiHandler({ intermediates: ' ', final: 'q' }, ([style]) => {
      this.#cursorStyle = style === 0 ? '' : `\x1b[${Number(style ?? 1)} q`
      return false
    })
    parser.registerEscHandler({ final: 'c' }, () => {
      this.#mouseEncoding = ''
      return this.#reset()
    })
    parser.registerCsiHandler({ intermediates: '!', final: 'p' }, () => this.#reset())
  }

  /** The sequence that sets the scroll margins, which moves the cursor home; empty without margins. */
  get margins(): string {
    return this.#margins
  }

  /** Sequences that set the other ones; the cursor stays. */
  get others(): string {
    return this.#mouseEncoding + this.#cursorStyle + (this.#cursorHidden ? '\x1b[?25l' : '')
  }

  /** The terminal got another size, and with it lost its margins. */
  resized(): void {
    this.#margins = ''
  }

  #set(params: (number | number[])[], on: boolean): boolean {
    for (const mode of params) {
      if (mode === 25) this.#cursorHidden = !on
      else if (MOUSE_ENCODINGS.includes(Number(mode))) this.#mouseEncoding = on ? `\x1b[?${mode}h` : ''
    }
    return false
  }

  #setMargins(top: number, bottom: number): boolean {
    const whole = top <= 1 && (bottom === 0 || bottom >= this.#terminal.rows)
    this.#margins = whole ? '' : `\x1b[${top};${bottom}r`
    return false
  }

  #reset(): boolean {
    this.#cursorHidden = false
    this.#cursorStyle = ''
    this.#margins = ''
    return false
  }
}
