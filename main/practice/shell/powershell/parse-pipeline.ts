import type { Argument, Element, Expression, OutputTarget, Statement } from './ast.ts'
import { PsParseError } from './parse-error.ts'
import { ExpressionReader, numberOf } from './parse-expression.ts'

const wordEnd = /[\s;|,(){}'"&<>]/

/** Reads pipelines, commands and their arguments; statements come from the class below it. */
export abstract class PipelineReader extends ExpressionReader {
  protected abstract statement(): Statement

  pipeline(): Statement {
    const assignment = this.#assignment()
    if (assignment) return assignment
    const elements: Element[] = []
    const outputs: OutputTarget[] = []
    let mergeErrors = false
    do {
      this.lines()
      elements.push(this.#element(elements.length === 0))
      for (;;) {
        this.space()
        if (this.take(/2>&1/y) !== null) mergeErrors = true
        else {
          const redirection = this.take(/[12*]?>>?/y)
          if (redirection === null) break
          this.space()
          const target = this.#argumentValue()
          outputs.push({ append: redirection.endsWith('>>'), errors: redirection.startsWith('2'), target })
        }
      }
      this.space()
    } while (this.take(/\|(?!\|)/y) !== null)
    return { kind: 'pipeline', elements, outputs, mergeErrors }
  }

  #assignment(): Statement | null {
    const before = this.at
    if (!this.looking(/\[[A-Za-z][\w.]*(?:\[\])?\]\s*\$|\$/y)) return null
    const type = this.take(/\[[A-Za-z][\w.]*(?:\[\])?\]\s*/y)
    try {
      const target = this.postfix(this.variable())
      this.space()
      const operator =
        this.take(/[-+*/%]?=(?!=)/y) ?? (this.looking(/(?:\+\+|--)\s*(?:[;})\r\n]|$)/y) ? this.take(/\+\+|--/y) : null)
      if (operator === '++' || operator === '--') {
        const one: Expression = { kind: 'literal', value: 1 }
        return { kind: 'assign', target, operator: `${operator[0]}=`, value: expressionStatement(one, this.at) }
      }
      if (operator !== null && (target.kind === 'variable' || target.kind === 'member' || target.kind === 'index')) {
        this.lines()
        const value = this.deeper(() => this.statement())
        const typed = type === null ? value : castStatement(type.trim().slice(1, -1), value, this.at)
        return { kind: 'assign', target, operator, value: typed }
      }
    } catch (error) {
      if (!(error instanceof PsParseError) || error.id === 'ScriptTooComplicated') throw error
    }
    this.at = before
    return null
  }

  #element(first: boolean): Element {
    this.space()
    const start = this.at
    const invoke = this.take(/[&.](?=[\s"'$({])\s*/y) !== null
    if (
      !invoke &&
      this.looking(
        /[$"'(@[{!,+]|-?\.?\d+(?:\.\d+)?(?:[kmgt]b)?(?:(?=\.\.[\d$(])|(?=-[\d$(\s])|(?![\w.:\\-]))|-(?:not|join|split)\b/iy,
      )
    ) {
      if (!first) {
        const message = 'Expressions are only allowed as the first element of a pipeline.'
        throw new PsParseError(message, 'ExpressionsMustBeFirstInPipeline', start, start + 1)
      }
      const value = this.expression()
      return { kind: 'expression', value, start, end: this.at }
    }
    const name = this.#commandName(invoke)
    const tailStart = this.at
    const list = this.#arguments()
    return { kind: 'command', name, arguments: list, tail: this.text.slice(tailStart, this.at), start, end: this.at }
  }

  #commandName(invoke: boolean): Expression {
    if (invoke && this.looking(/["'$({]/y)) return this.postfix(this.primary())
    const start = this.at
    const word = this.take(/[^\s;|,(){}'"&<>$`]+/y)
    if (word === null) {
      if (this.done || this.peek() === '|' || this.peek() === ')') {
        throw new PsParseError(
          'An empty pipe element is not allowed.',
          'EmptyPipeElement',
          Math.max(0, start - 1),
          start,
          this.done,
        )
      }
      throw this.unexpected()
    }
    return { kind: 'literal', value: word }
  }

  #arguments(): Argument[] {
    const list: Argument[] = []
    for (;;) {
      this.space()
      if (this.done || this.looking(/[;|)}\r\n]|2>&1|[12*]?>/y)) return list
      const start = this.at
      if (this.peek() === '&') {
        const message =
          'The ampersand (&) character is not allowed. The & operator is reserved for future use; wrap an ampersand in double quotation marks ("&") to pass it as part of a string.'
        throw new PsParseError(message, 'AmpersandNotAllowed', start, start + 1)
      }
      const parameter = this.take(/-(?:[A-Za-z_?][\w-]*)(?=$|[\s;|,(){}'":])/y)
      if (parameter !== null) {
        const colon = this.take(/:/y) !== null
        if (colon) this.space()
        const value = colon ? this.#argumentValue() : null
        list.push({ parameter: parameter.slice(1), value, start, end: this.at })
      } else list.push({ parameter: null, value: this.#argumentValue(), start, end: this.at })
    }
  }

  /** One argument, or several with commas between. */
  #argumentValue(): Expression {
    const items = [this.single()]
    while (this.looking(/[ \t]*,/y)) {
      this.take(/[ \t]*,\s*/y)
      items.push(this.single())
    }
    return items.length === 1 && items[0] ? items[0] : { kind: 'list', items }
  }

  /** One value without commas. */
  protected single(): Expression {
    const start = this.at
    if (this.looking(/["']/y)) {
      const value = this.primary()
      if (this.done || this.looking(/[\s;|,)}.[]/y)) return this.postfix(value)
      this.at = start
    } else if (this.looking(/[({]|@[({]/y)) return this.postfix(this.primary())
    else if (this.looking(/\$(?:\(|\{|[A-Za-z]+:\w|[\w?$^_])/y)) {
      const value = this.postfix(this.variable())
      if (this.done || this.looking(/[\s;|,)}]/y)) return value
      this.at = start
    }
    return this.bareWord()
  }

  protected bareWord(): Expression {
    const parts: (string | Expression)[] = []
    let text = ''
    const start = this.at
    let plain = true
    while (!this.done) {
      const character = this.peek()
      if (character === '`') {
        text += this.text[this.at + 1] ?? ''
        this.at += 2
        plain = false
      } else if (character === '"' || character === "'") {
        const value = this.primary()
        parts.push(text, value)
        text = ''
      } else if (character === '$' && this.looking(/\$(?:\(|\{|[A-Za-z]+:\w|[\w?$^_])/y)) {
        parts.push(text, this.variable())
        text = ''
      } else if (wordEnd.test(character)) break
      else {
        text += character
        this.at++
      }
    }
    if (this.at === start) throw this.unexpected()
    if (parts.length > 0) return { kind: 'text', parts: [...parts, text] }
    if (plain && /^-?(?:\d+\.?\d*|\.\d+|0x[\da-f]+)(?:[kmgt]b)?$/i.test(text))
      return { kind: 'literal', value: numberOf(text) }
    return { kind: 'literal', value: text }
  }
}

function expressionStatement(value: Expression, at: number): Statement {
  return {
    kind: 'pipeline',
    elements: [{ kind: 'expression', value, start: at, end: at }],
    outputs: [],
    mergeErrors: false,
  }
}

function castStatement(type: string, value: Statement, at: number): Statement {
  return expressionStatement({ kind: 'cast', type, value: { kind: 'script', body: [value], array: false } }, at)
}
