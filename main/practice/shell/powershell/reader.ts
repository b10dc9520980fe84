import { PsParseError } from './parse-error.ts'

/** Nesting beyond this is refused, so that no line overflows the stack. */
const depthLimit = 100

/** Walks over a script's text. */
export class Reader {
  at = 0
  readonly text: string
  #depth = 0

  constructor(text: string) {
    this.text = text
  }

  get done(): boolean {
    return this.at >= this.text.length
  }

  peek(length = 1): string {
    return this.text.slice(this.at, this.at + length)
  }

  /** Takes what the sticky expression finds here. */
  take(expression: RegExp): string | null {
    expression.lastIndex = this.at
    const found = expression.exec(this.text)?.[0]
    if (found === undefined || found === '') return null
    this.at += found.length
    return found
  }

  looking(expression: RegExp): boolean {
    expression.lastIndex = this.at
    return expression.test(this.text)
  }

  /** Blanks, comments and continued lines. */
  space(): void {
    this.take(/(?:[ \t]|`\r?\n|#[^\n]*|<#[\s\S]*?#>)+/y)
  }

  /** As `space`, with line ends. */
  lines(): void {
    this.take(/(?:[ \t\r\n]|`\r?\n|#[^\n]*|<#[\s\S]*?#>)+/y)
  }

  expect(character: string, opened: string, from: number): void {
    if (this.peek(character.length) === character) {
      this.at += character.length
      return
    }
    if (this.done) {
      const what =
        character === ')'
          ? "Missing closing ')' in expression."
          : character === '}'
            ? "Missing closing '}' in statement block or type definition."
            : `Missing '${character}'.`
      throw new PsParseError(
        what,
        character === '}' ? 'MissingEndCurlyBrace' : 'MissingEndParenthesisInExpression',
        from,
        from + opened.length,
        true,
      )
    }
    throw this.unexpected()
  }

  unexpected(): PsParseError {
    const token = /^(?:[\w.-]+|\S)/.exec(this.text.slice(this.at))?.[0] ?? ''
    if (token === '')
      return new PsParseError('An expression was expected.', 'ExpectedExpression', this.at, this.at + 1, true)
    return new PsParseError(
      `Unexpected token '${token}' in expression or statement.`,
      'UnexpectedToken',
      this.at,
      this.at + token.length,
    )
  }

  deeper<T>(read: () => T): T {
    this.#depth++
    if (this.#depth > depthLimit) {
      throw new PsParseError('Script nesting is too deep.', 'ScriptTooComplicated', this.at, this.at + 1)
    }
    const result = read()
    this.#depth--
    return result
  }
}
