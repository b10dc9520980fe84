import type { Expression, Statement } from './ast.ts'
import { PsParseError } from './parse-error.ts'
import { Reader } from './reader.ts'

const levels: readonly RegExp[] = [
  /-(?:and|or|xor)(?![\w-])/iy,
  /-[ic]?(?:eq|ne|gt|ge|lt|le|like|notlike|match|notmatch|contains|notcontains|in|notin|replace|split|join|is|isnot|as)(?![\w-])/iy,
  /\+(?!\+)|-(?![-A-Za-z])/y,
  /[*/%]/y,
  /-f(?![\w-])/iy,
  /\.\./y,
]

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\u0007', b: '\b', 0: '\0', e: 'e' }

/** Reads expressions; statements inside them come from the class below it. */
export abstract class ExpressionReader extends Reader {
  abstract statements(end: string | null): Statement[]
  abstract pipeline(): Statement

  expression(): Expression {
    return this.deeper(() => this.#binary(0))
  }

  #binary(level: number): Expression {
    const operator = levels[level]
    if (!operator) return this.#commas()
    const start = this.at
    let left = this.#binary(level + 1)
    for (;;) {
      this.space()
      const found = this.take(operator)
      if (found === null) return left
      this.lines()
      const right = this.#binary(level + 1)
      left = { kind: 'binary', operator: found.toLowerCase(), left, right, start, end: this.at }
    }
  }

  #commas(): Expression {
    this.space()
    if (this.peek() === ',') {
      this.at++
      return { kind: 'list', items: [this.#unary()] }
    }
    const first = this.#unary()
    const items = [first]
    for (;;) {
      const before = this.at
      this.space()
      if (this.peek() !== ',') {
        this.at = before
        return items.length > 1 ? { kind: 'list', items } : first
      }
      this.at++
      this.lines()
      items.push(this.#unary())
    }
  }

  #unary(): Expression {
    return this.deeper(() => {
      this.space()
      const operator = this.take(
        /!|-not(?![\w-])|-join(?![\w-])|-split(?![\w-])|-bnot(?![\w-])|\+(?![+\d])|-(?![-\w.])|-(?=\$)/iy,
      )
      if (operator !== null) return { kind: 'unary', operator: operator.toLowerCase(), value: this.#unary() }
      const type = this.#typeName()
      if (type !== null) {
        this.space()
        if (!this.looking(/::/y) && this.looking(/[$("'@[\d{-]/y)) return { kind: 'cast', type, value: this.#unary() }
        return this.postfix({ kind: 'type', name: type })
      }
      return this.postfix(this.primary())
    })
  }

  #typeName(): string | null {
    const name = this.take(/\[[A-Za-z][\w.]*(?:\[\])?\]/y)
    return name === null ? null : name.slice(1, -1)
  }

  /** Members, calls and indexes behind a value, without blanks between. */
  postfix(value: Expression): Expression {
    let result = value
    for (;;) {
      const start = this.at
      const fixed = this.peek(2) === '::'
      if (fixed || (this.peek() === '.' && this.looking(/\.[A-Za-z_"']/y))) {
        this.at += fixed ? 2 : 1
        const name = this.take(/[A-Za-z_]\w*/y) ?? this.#quotedName()
        if (this.peek() === '(') {
          const open = this.at++
          const list: Expression[] = []
          this.lines()
          if (this.peek() !== ')') {
            const inner = this.expression()
            if (inner.kind === 'list') list.push(...inner.items)
            else list.push(inner)
            this.lines()
          }
          this.expect(')', '(', open)
          result = { kind: 'call', target: result, name, fixed, arguments: list, start, end: this.at }
        } else result = { kind: 'member', target: result, name, fixed, start, end: this.at }
      } else if (this.peek() === '[') {
        const open = this.at++
        this.lines()
        const index = this.expression()
        this.lines()
        this.expect(']', '[', open)
        result = { kind: 'index', target: result, index }
      } else return result
    }
  }

  #quotedName(): string {
    const text = this.take(/'[^']*'|"[^"$]*"/y)
    if (text === null) throw this.unexpected()
    return text.slice(1, -1)
  }

  primary(): Expression {
    const start = this.at
    const number = this.take(/-?(?:0x[\da-f]+|(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)(?:[kmgt]b)?(?![\w])/iy)
    if (number !== null) return { kind: 'literal', value: numberOf(number) }
    switch (this.peek()) {
      case "'":
        return { kind: 'literal', value: this.singleQuoted() }
      case '"':
        return this.doubleQuoted()
      case '$':
        return this.variable()
      case '(': {
        this.at++
        this.lines()
        const inner = this.deeper(() => this.pipeline())
        this.lines()
        this.expect(')', '(', start)
        return { kind: 'script', body: [inner], array: false }
      }
      case '{':
        return this.block()
      case '@':
        if (this.peek(2) === '@(') {
          this.at += 2
          const body = this.deeper(() => this.statements(')'))
          this.expect(')', '@(', start)
          return { kind: 'script', body, array: true }
        }
        if (this.peek(2) === '@{') return this.#table()
        throw this.unexpected()
      default:
        throw this.unexpected()
    }
  }

  block(): Expression {
    const start = this.at++
    const body = this.deeper(() => this.statements('}'))
    const text = this.text.slice(start + 1, this.at)
    this.expect('}', '{', start)
    return { kind: 'block', body, text }
  }

  variable(): Expression {
    const start = this.at
    if (this.peek(2) === '$(') {
      this.at += 2
      const body = this.deeper(() => this.statements(')'))
      this.expect(')', '$(', start)
      return { kind: 'script', body, array: false }
    }
    const name = this.take(/\$(?:\{[^}]*\}|(?:[A-Za-z]+:)?(?:\w+|[?$^_])|\?|\$)/y)
    if (name === null) throw this.unexpected()
    return { kind: 'variable', name: name.replace(/^\$\{?|\}$/g, ''), start, end: this.at }
  }

  #table(): Expression {
    const start = this.at
    this.at += 2
    const entries: [Expression, Statement][] = []
    for (;;) {
      this.take(/[\s;]+/y)
      if (this.peek() === '}' || this.done) break
      const word = this.take(/[A-Za-z_][\w-]*/y)
      const key: Expression = word === null ? this.primary() : { kind: 'literal', value: word }
      this.space()
      this.expect('=', '=', this.at)
      this.lines()
      entries.push([key, this.deeper(() => this.pipeline())])
    }
    this.expect('}', '@{', start)
    return { kind: 'table', entries }
  }

  singleQuoted(): string {
    const text = this.take(/'(?:[^']|'')*'/y)
    if (text !== null) return text.slice(1, -1).replaceAll("''", "'")
    throw new PsParseError(
      "The string is missing the terminator: '.",
      'TerminatorExpectedAtEndOfString',
      this.at,
      this.text.length,
      true,
    )
  }

  doubleQuoted(): Expression {
    const start = this.at++
    const parts: (string | Expression)[] = []
    let text = ''
    for (;;) {
      if (this.done) {
        throw new PsParseError(
          'The string is missing the terminator: ".',
          'TerminatorExpectedAtEndOfString',
          start,
          this.text.length,
          true,
        )
      }
      const character = this.peek()
      if (character === '"') {
        if (this.peek(2) !== '""') break
        text += '"'
        this.at += 2
      } else if (character === '`') {
        const next = this.text[this.at + 1] ?? ''
        text += escapes[next] ?? next
        this.at += 2
      } else if (character === '$' && this.looking(/\$(?:\(|\{|[A-Za-z]+:\w|[A-Za-z0-9_?$^])/y)) {
        parts.push(text, this.variable())
        text = ''
      } else {
        text += character
        this.at++
      }
    }
    this.at++
    if (parts.length === 0) return { kind: 'literal', value: text }
    return { kind: 'text', parts: [...parts, text] }
  }
}

const units: Readonly<Record<string, number>> = { kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30, tb: 2 ** 40 }

export function numberOf(text: string): number {
  const unit = units[text.slice(-2).toLowerCase()]
  if (unit && !/^-?0x/i.test(text)) return Number(text.slice(0, -2)) * unit
  return text.startsWith('-') ? -Number(text.slice(1)) : Number(text)
}
