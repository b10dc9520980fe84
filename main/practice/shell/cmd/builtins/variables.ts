import type { Builtin } from '../session.ts'

/** `set`, `set PREFIX`, `set NAME=VALUE`, `set /p NAME=prompt`, `set /a` with one expression. */
export const set: Builtin = async ({ session, tail, io }) => {
  const { environment } = session
  let text = tail.trim()
  const prompt = /^\/p\s+(.*)$/i.exec(text)
  const arithmetic = /^\/a\s+(.*)$/i.exec(text)
  if (/^\/[ap]$/i.test(text)) {
    await io.err.write('The syntax of the command is incorrect.\r\n')
    return 1
  }
  if (arithmetic) return calculate(arithmetic[1] ?? '')
  if (prompt) text = prompt[1] ?? ''
  if (/^".*"$/.test(text)) text = text.slice(1, -1)
  const equals = text.indexOf('=')
  if (equals > 0) {
    const name = text.slice(0, equals)
    const value = prompt ? await ask(text.slice(equals + 1)) : text.slice(equals + 1)
    if (value !== null) environment.set(name, value)
    return 0
  }
  if (equals === 0) {
    await io.err.write('The syntax of the command is incorrect.\r\n')
    return 1
  }
  const all = withPrompt(environment.entries()).filter(([name]) => name.toUpperCase().startsWith(text.toUpperCase()))
  if (all.length === 0) {
    await io.err.write(`Environment variable ${text} not defined\r\n`)
    return 1
  }
  await io.out.write(all.map(([name, value]) => `${name}=${value}\r\n`).join(''))
  return 0

  async function ask(question: string): Promise<string | null> {
    await io.out.write(question)
    return io.input.readLine()
  }

  async function calculate(source: string): Promise<number> {
    const found = /^"?\s*(?:([A-Za-z_]\w*)\s*([-+*/%]?)=)?(.*?)"?$/.exec(source)
    const name = found?.[1]
    const operator = found?.[2]
    const expression = operator && name ? `${name}${operator}(${found?.[3]})` : (found?.[3] ?? '')
    try {
      const value = new Arithmetic(expression, (it) => Number.parseInt(environment.get(it) ?? '0', 10) || 0).value()
      if (name) environment.set(name, String(value))
      // Shown on the command line only, without a line's end.
      if (session.depth === 0) await io.out.write(String(value))
      return 0
    } catch (error) {
      await io.err.write(`${error instanceof Error ? error.message : 'Missing operand.'}\r\n`)
      return 1073750988
    }
  }
}

/** The variables as cmd lists them: PROMPT is always among them. */
function withPrompt(entries: [string, string][]): [string, string][] {
  if (entries.some(([name]) => name.toUpperCase() === 'PROMPT')) return entries
  return [...entries, ['PROMPT', '$P$G'] as [string, string]].sort(([a], [b]) =>
    a.toUpperCase() < b.toUpperCase() ? -1 : 1,
  )
}

/** The sums of `set /a` in 32 bits. */
class Arithmetic {
  readonly #tokens: string[]
  readonly #get: (name: string) => number
  #at = 0

  constructor(text: string, get: (name: string) => number) {
    this.#tokens = text.match(/\d+|0x[0-9a-f]+|[A-Za-z_]\w*|<<|>>|[-+*/%()&|^~!]/gi)?.slice(0, 2000) ?? []
    this.#get = get
  }

  value(): number {
    const value = this.#level(0, 0)
    if (this.#at < this.#tokens.length) throw new Error('Missing operator.')
    return value
  }

  #level(level: number, depth: number): number {
    const operators = [['|'], ['^'], ['&'], ['<<', '>>'], ['+', '-'], ['*', '/', '%']][level]
    if (!operators) return this.#factor(depth)
    let left = this.#level(level + 1, depth)
    while (operators.includes(this.#tokens[this.#at] ?? '')) {
      const operator = this.#tokens[this.#at++] ?? ''
      left = apply(operator, left, this.#level(level + 1, depth))
    }
    return left
  }

  #factor(depth: number): number {
    const token = this.#tokens[this.#at++]
    if (token === undefined || depth > 200) throw new Error('Missing operand.')
    if (token === '-') return -this.#factor(depth + 1) | 0
    if (token === '+') return this.#factor(depth + 1)
    if (token === '~') return ~this.#factor(depth + 1)
    if (token === '!') return this.#factor(depth + 1) === 0 ? 1 : 0
    if (token === '(') {
      const value = this.#level(0, depth + 1)
      if (this.#tokens[this.#at++] !== ')') throw new Error('Unbalanced parenthesis.')
      return value
    }
    if (/^\d/.test(token)) return Number(token) | 0
    if (/^[A-Za-z_]/.test(token)) return this.#get(token)
    throw new Error('Missing operand.')
  }
}

function apply(operator: string, a: number, b: number): number {
  if ((operator === '/' || operator === '%') && b === 0) throw new Error('Divide by zero error.')
  switch (operator) {
    case '+':
      return (a + b) | 0
    case '-':
      return (a - b) | 0
    case '*':
      return Math.imul(a, b)
    case '/':
      return Math.trunc(a / b) | 0
    case '%':
      return (a % b) | 0
    case '&':
      return a & b
    case '|':
      return a | b
    case '^':
      return a ^ b
    case '<<':
      return a << b
    default:
      return a >> b
  }
}

/** `path`, `path VALUE`, `path ;` (empties it). */
export const path: Builtin = async ({ session, tail, io }) => {
  const text = tail.trim().replace(/^=/, '')
  if (text === '') {
    const value = session.environment.get('PATH')
    await io.out.write(value === undefined ? 'No Path\r\n' : `PATH=${value}\r\n`)
  } else session.environment.set('PATH', tail.trim() === ';' ? '' : text)
  return 0
}
