/** Reads JSON as Go's encoding/json does, so that a faulty file is refused in its words. Throws a GoJsonError. */
export function readGoJson(text: string): unknown {
  const reader = new GoReader(text)
  const value = reader.value()
  reader.end()
  return value
}

export class GoJsonError extends Error {}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

class GoReader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  value(): unknown {
    const sign = this.#peek()
    if (sign === '{') return this.#object()
    if (sign === '[') return this.#array()
    if (sign === '"') return this.#string()
    if (/[-\d]/.test(sign)) return this.#number()
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const)
      if (word[0] === sign) return this.#literal(word, value)
    throw this.#invalid(sign, 'looking for beginning of value')
  }

  end(): void {
    this.#space()
    const sign = this.#text[this.#at]
    if (sign !== undefined) throw this.#invalid(sign, 'after top-level value')
  }

  #object(): Record<string, unknown> {
    const found: Record<string, unknown> = {}
    this.#at += 1
    if (this.#peek() === '}') {
      this.#at += 1
      return found
    }
    while (true) {
      if (this.#peek() !== '"') throw this.#invalid(this.#peek(), 'looking for beginning of object key string')
      const key = this.#string()
      if (this.#peek() !== ':') throw this.#invalid(this.#peek(), 'after object key')
      this.#at += 1
      found[key] = this.value()
      const sign = this.#peek()
      this.#at += 1
      if (sign === '}') return found
      if (sign !== ',') throw this.#invalid(sign, 'after object key:value pair')
    }
  }

  #array(): unknown[] {
    const found: unknown[] = []
    this.#at += 1
    if (this.#peek() === ']') {
      this.#at += 1
      return found
    }
    while (true) {
      found.push(this.value())
      const sign = this.#peek()
      this.#at += 1
      if (sign === ']') return found
      if (sign !== ',') throw this.#invalid(sign, 'after array element')
    }
  }

  #string(): string {
    let found = ''
    this.#at += 1
    while (true) {
      const sign = this.#take()
      if (sign === '"') return found
      if (sign < ' ') throw this.#invalid(sign, 'in string literal')
      found += sign === '\\' ? this.#escape() : sign
    }
  }

  #escape(): string {
    const sign = this.#take()
    if (sign !== 'u') {
      const plain = escapes[sign]
      if (plain === undefined) throw this.#invalid(sign, 'in string escape code')
      return plain
    }
    let code = ''
    for (let count = 0; count < 4; count += 1) {
      const digit = this.#take()
      if (!/[\da-f]/i.test(digit)) throw this.#invalid(digit, 'in \\u hexadecimal character escape')
      code += digit
    }
    return String.fromCharCode(Number.parseInt(code, 16))
  }

  #number(): number {
    const [digits = ''] = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(this.#text.slice(this.#at)) ?? []
    if (digits === '') {
      this.#at += 1
      throw this.#invalid(this.#take(), 'in numeric literal')
    }
    this.#at += digits.length
    return Number(digits)
  }

  #literal<Value>(word: string, value: Value): Value {
    for (const expected of word) {
      const sign = this.#take()
      if (sign !== expected) throw this.#invalid(sign, `in literal ${word} (expecting '${expected}')`)
    }
    return value
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at += 1
  }

  #peek(): string {
    this.#space()
    const sign = this.#text[this.#at]
    if (sign === undefined) throw new GoJsonError('unexpected end of JSON input')
    return sign
  }

  #take(): string {
    const sign = this.#text[this.#at]
    if (sign === undefined) throw new GoJsonError('unexpected end of JSON input')
    this.#at += 1
    return sign
  }

  #invalid(sign: string, where: string): GoJsonError {
    const named: Readonly<Record<string, string>> = {
      "'": "'\\''",
      '"': "'\"'",
      '\n': "'\\n'",
      '\r': "'\\r'",
      '\t': "'\\t'",
      '\ufeff': "'ï'",
    }
    return new GoJsonError(`invalid character ${named[sign] ?? `'${sign}'`} ${where}`)
  }
}
