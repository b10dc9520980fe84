/** Where a command's output or input is led; `fd` 0, 1 or 2. */
export interface Redirection {
  readonly fd: number
  readonly mode: 'read' | 'write' | 'append' | 'duplicate'
  readonly target: string
}

export type Node =
  | { readonly kind: 'command'; readonly text: string; readonly redirections: readonly Redirection[] }
  | { readonly kind: 'group'; readonly body: Node; readonly redirections: readonly Redirection[] }
  | { readonly kind: 'if'; readonly test: IfTest; readonly body: Node; readonly otherwise: Node | null }
  | {
      readonly kind: 'for'
      readonly variable: string
      readonly set: string
      /** `/l`, `/d`, `/r` and `/f` by their letters. */
      readonly how: ForKind
      /** The folder of `/r`, the options of `/f`. */
      readonly option: string
      readonly body: Node
    }
  | { readonly kind: 'join'; readonly how: '&' | '&&' | '||' | '|'; readonly left: Node; readonly right: Node }

type ForKind = '' | 'l' | 'd' | 'r' | 'f'

export interface IfTest {
  readonly not: boolean
  readonly ignoreCase: boolean
  readonly kind: 'exist' | 'defined' | 'errorlevel' | 'compare'
  readonly left: string
  readonly operator: string
  readonly right: string
}

/** A line that cmd refuses; the text is what it prints. */
export class CmdSyntaxError extends Error {}

/** The deepest nesting of groups that is read. */
const depthLimit = 64

/** Parses a line after `%` was expanded; null for an empty one. */
export function parseLine(line: string): Node | null {
  const parser = new Parser(line)
  const node = parser.sequence(0)
  parser.space()
  if (!parser.done) throw parser.unexpected()
  return node
}

class Parser {
  #at = 0
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  get done(): boolean {
    return this.#at >= this.#text.length
  }

  space(): void {
    while (/[\s,;=]/.test(this.#text[this.#at] ?? '')) this.#at++
  }

  unexpected(): CmdSyntaxError {
    const rest = /^(&&|\|\||[&|()<>]|[^\s&|()<>]+)/.exec(this.#text.slice(this.#at))?.[0]
    return new CmdSyntaxError(rest ? `${rest} was unexpected at this time.` : 'The syntax of the command is incorrect.')
  }

  sequence(depth: number): Node | null {
    return this.#chain(['&', '||', '&&', '|'], 0, depth)
  }

  #chain(operators: readonly ('&' | '&&' | '||' | '|')[], level: number, depth: number): Node | null {
    const operator = operators[level]
    if (operator === undefined) return this.#unit(depth)
    let left = this.#chain(operators, level + 1, depth)
    for (;;) {
      this.space()
      if (!this.#takeOperator(operator)) return left
      if (!left) throw new CmdSyntaxError(`${operator} was unexpected at this time.`)
      const right = this.#chain(operators, level + 1, depth)
      if (!right) {
        // A line may end in `&`.
        if (operator === '&' && (this.done || this.#text[this.#at] === ')')) return left
        throw this.unexpected()
      }
      left = { kind: 'join', how: operator, left, right }
    }
  }

  #takeOperator(operator: string): boolean {
    if (!this.#text.startsWith(operator, this.#at)) return false
    if (operator.length === 1 && this.#text[this.#at + 1] === operator) return false
    this.#at += operator.length
    return true
  }

  #unit(depth: number): Node | null {
    if (depth > depthLimit) throw new CmdSyntaxError('The syntax of the command is incorrect.')
    this.space()
    while (this.#text[this.#at] === '@') {
      this.#at++
      this.space()
    }
    if (this.#text[this.#at] === '(') {
      this.#at++
      const body = this.sequence(depth + 1)
      this.space()
      if (!body || this.#text[this.#at] !== ')') throw this.unexpected()
      this.#at++
      return { kind: 'group', body, redirections: this.#redirections() }
    }
    if (this.#keyword('if')) return this.#if(depth)
    if (this.#keyword('for')) return this.#for(depth)
    if (depth === 0 && this.#keyword('rem')) this.#at = this.#text.length
    const { text, redirections } = this.#simple(depth)
    return text.trim() === '' && redirections.length === 0 ? null : { kind: 'command', text, redirections }
  }

  #keyword(word: string): boolean {
    const found = new RegExp(`^${word}(?=[\\s(]|$)`, 'i').test(this.#text.slice(this.#at, this.#at + word.length + 1))
    if (!found || /^\s*\/\?/.test(this.#text.slice(this.#at + word.length))) return false
    this.#at += word.length
    this.space()
    return true
  }

  #word(): string {
    this.space()
    const word = /^(?:"[^"]*"?|[^\s"()&|<>=,;])+/.exec(this.#text.slice(this.#at))?.[0] ?? ''
    if (word === '') throw new CmdSyntaxError('The syntax of the command is incorrect.')
    this.#at += word.length
    return word
  }

  #if(depth: number): Node {
    let ignoreCase = false
    if (this.#keyword('/i')) ignoreCase = true
    const not = this.#keyword('not')
    const kind = (['exist', 'defined', 'errorlevel'] as const).find((word) => this.#keyword(word)) ?? 'compare'
    const left = this.#word()
    let operator = ''
    let right = ''
    if (kind === 'compare') {
      const found = /^\s*(==|(?:equ|neq|lss|leq|gtr|geq)(?=\s))/i.exec(this.#text.slice(this.#at))
      if (!found) throw this.unexpected()
      this.#at += found[0].length
      operator = (found[1] ?? '').toLowerCase()
      right = this.#word()
    }
    const body = this.#unit(depth + 1)
    if (!body) throw new CmdSyntaxError('The syntax of the command is incorrect.')
    this.space()
    const otherwise = this.#keyword('else') ? this.#unit(depth + 1) : null
    return { kind: 'if', test: { not, ignoreCase, kind, left, operator, right }, body, otherwise }
  }

  #for(depth: number): Node {
    const how = (['l', 'd', 'r', 'f'] as const).find((letter) => this.#keyword(`/${letter}`)) ?? ''
    const takesOption = (how === 'r' || how === 'f') && this.#text[this.#at] !== '%'
    const option = takesOption ? this.#word().replaceAll('"', '') : ''
    this.space()
    const head = /^%%?([a-z])\s+in\s*\(((?:"[^"]*"|'[^']*'|`[^`]*`|[^)"'`])*)\)\s*do(?=[\s(])/i.exec(
      this.#text.slice(this.#at),
    )
    if (!head) throw this.unexpected()
    this.#at += head[0].length
    const body = this.#unit(depth + 1)
    if (!body) throw new CmdSyntaxError('The syntax of the command is incorrect.')
    return { kind: 'for', variable: head[1] ?? '', set: head[2] ?? '', how, option, body }
  }

  /** Those behind a group; what follows it is the next operator's. */
  #redirections(): Redirection[] {
    const list: Redirection[] = []
    for (;;) {
      const found = /^\s*([0-9])?(?=[<>])/.exec(this.#text.slice(this.#at))
      if (!found) return list
      this.#at += found[0].length
      list.push(this.#redirection(found[1] ? Number(found[1]) : this.#text[this.#at] === '>' ? 1 : 0))
    }
  }

  /** A command's text up to the next operator, its redirections taken out and its carets resolved. */
  #simple(depth: number): { text: string; redirections: Redirection[] } {
    const redirections: Redirection[] = []
    let text = ''
    let quoted = false
    while (!this.done) {
      const character = this.#text[this.#at] ?? ''
      if (character === '"') quoted = !quoted
      else if (!quoted) {
        if (character === '^') {
          text += this.#text[this.#at + 1] ?? ''
          this.#at += 2
          continue
        }
        if (character === '&' || character === '|' || (character === ')' && depth > 0)) break
        if (character === '<' || character === '>') {
          const digit = /(^|\s)([0-9])$/.exec(text)
          if (digit) text = text.slice(0, -1)
          redirections.push(this.#redirection(digit ? Number(digit[2]) : character === '>' ? 1 : 0))
          continue
        }
      }
      text += character
      this.#at++
    }
    return { text, redirections }
  }

  #redirection(fd: number): Redirection {
    const operator = this.#text.startsWith('>>', this.#at) ? '>>' : (this.#text[this.#at] ?? '')
    this.#at += operator.length
    const duplicate = /^&([0-9])/.exec(this.#text.slice(this.#at))
    if (duplicate) {
      this.#at += 2
      return { fd, mode: 'duplicate', target: duplicate[1] ?? '1' }
    }
    this.space()
    if (this.done || /[&|<>()]/.test(this.#text[this.#at] ?? '')) throw this.unexpected()
    const mode = operator === '>>' ? 'append' : operator === '>' ? 'write' : 'read'
    return { fd, mode, target: this.#word().replaceAll('"', '') }
  }
}
