import type { Expression, Statement } from './ast.ts'
import { PipelineReader } from './parse-pipeline.ts'

/** Parses a script; throws PsParseError. */
export function parseScript(text: string): Statement[] {
  const reader = new ScriptReader(text)
  return reader.statements(null)
}

class ScriptReader extends PipelineReader {
  statements(end: string | null): Statement[] {
    const list: Statement[] = []
    for (;;) {
      this.take(/(?:[\s;]|`\r?\n|#[^\n]*|<#[\s\S]*?#>)+/y)
      if (this.done || (end !== null && this.peek() === end)) return list
      list.push(this.deeper(() => this.statement()))
      this.space()
      if (this.done || this.looking(/[;\r\n]/y) || (end !== null && this.peek() === end)) continue
      if (['if', 'foreach', 'for', 'while', 'do', 'switch', 'function', 'try'].includes(list.at(-1)?.kind ?? ''))
        continue
      throw this.unexpected()
    }
  }

  protected statement(): Statement {
    const word = this.take(
      /(?:if|foreach|for|while|do|switch|function|filter|try|throw|exit|return|break|continue)(?![\w-])/iy,
    )?.toLowerCase()
    switch (word) {
      case 'if':
        return this.#if()
      case 'while': {
        const test = this.#condition()
        return { kind: 'while', test, body: this.#body() }
      }
      case 'try':
        return this.#try()
      case 'foreach':
        return this.#foreach()
      case 'for':
        return this.#for()
      case 'do':
        return this.#do()
      case 'switch':
        return this.#switch()
      case 'function':
      case 'filter':
        return this.#function()
      case 'throw':
      case 'exit':
      case 'return':
      case 'break':
      case 'continue': {
        this.space()
        const value = this.done || this.looking(/[;})\r\n]/y) ? null : this.pipeline()
        return { kind: 'flow', what: word, value }
      }
      default:
        return this.pipeline()
    }
  }

  #condition(): Statement {
    this.lines()
    const start = this.at
    this.expect('(', '(', start)
    this.lines()
    const test = this.pipeline()
    this.lines()
    this.expect(')', '(', start)
    return test
  }

  #body(): Statement[] {
    this.lines()
    const start = this.at
    this.expect('{', '{', start)
    const body = this.statements('}')
    this.expect('}', '{', start)
    return body
  }

  #if(): Statement {
    const clauses: [Statement, Statement[]][] = []
    do clauses.push([this.#condition(), this.#body()])
    while (this.take(/\s*elseif(?![\w-])/iy) !== null)
    return { kind: 'if', clauses, otherwise: this.take(/\s*else(?![\w-])/iy) === null ? [] : this.#body() }
  }

  #try(): Statement {
    const body = this.#body()
    const rescue = this.take(/\s*catch(?![\w-])(?:\s*\[[\w.]+\])?/iy) === null ? null : this.#body()
    const last = this.take(/\s*finally(?![\w-])/iy) === null ? [] : this.#body()
    return { kind: 'try', body, rescue, last }
  }

  #foreach(): Statement {
    this.lines()
    const start = this.at
    this.expect('(', '(', start)
    this.space()
    const variable = this.variable()
    this.space()
    if (variable.kind !== 'variable' || this.take(/in(?!\w)/iy) === null) throw this.unexpected()
    this.lines()
    const source = this.pipeline()
    this.lines()
    this.expect(')', '(', start)
    return { kind: 'foreach', variable: variable.name, source, body: this.#body() }
  }

  #for(): Statement {
    this.lines()
    const start = this.at
    this.expect('(', '(', start)
    const part = (end: string): Statement | null => {
      this.lines()
      const value = this.peek() === end ? null : this.pipeline()
      this.lines()
      if (end === ';') this.expect(';', '(', start)
      return value
    }
    const first = part(';')
    const test = part(';')
    const step = part(')')
    this.expect(')', '(', start)
    return { kind: 'for', first, test, step, body: this.#body() }
  }

  #do(): Statement {
    const body = this.#body()
    const word = this.take(/\s*(?:while|until)(?![\w-])/iy)
    if (word === null) throw this.unexpected()
    return { kind: 'do', body, test: this.#condition(), until: /until/i.test(word) }
  }

  #switch(): Statement {
    let how: 'exact' | 'wildcard' | 'regex' = 'exact'
    let exactCase = false
    for (;;) {
      const option = this.take(/\s*-(?:wildcard|regex|exact|casesensitive)(?![\w-])/iy)
        ?.trim()
        .toLowerCase()
      if (option === undefined) break
      if (option === '-casesensitive') exactCase = true
      else how = option === '-wildcard' ? 'wildcard' : option === '-regex' ? 'regex' : 'exact'
    }
    const value = this.#condition()
    this.lines()
    const start = this.at
    this.expect('{', '{', start)
    const clauses: { test: Expression; body: readonly Statement[] }[] = []
    let otherwise: readonly Statement[] | null = null
    for (;;) {
      this.take(/(?:[\s;]|#[^\n]*)+/y)
      if (this.done || this.peek() === '}') break
      if (this.take(/default(?=\s*\{)/iy) !== null) otherwise = this.#body()
      else {
        const test = this.looking(/["'$({\d-]/y) ? this.expression() : this.bareWord()
        clauses.push({ test, body: this.#body() })
      }
    }
    this.expect('}', '{', start)
    return { kind: 'switch', how, exactCase, value, clauses, otherwise }
  }

  #function(): Statement {
    this.space()
    const name = this.take(/[\w:.-]+/y)
    if (name === null) throw this.unexpected()
    this.space()
    const parameters = this.peek() === '(' ? this.#parameters() : []
    this.lines()
    const start = this.at
    this.expect('{', '{', start)
    this.lines()
    if (this.take(/(?:\[CmdletBinding\([^)]*\)\]\s*)?param(?=\s*\()/iy) !== null) {
      this.space()
      parameters.push(...this.#parameters())
    }
    const body = this.statements('}')
    this.expect('}', '{', start)
    return { kind: 'function', name, parameters, body }
  }

  #parameters(): { name: string; otherwise: Expression | null }[] {
    const start = this.at
    this.expect('(', '(', start)
    const list: { name: string; otherwise: Expression | null }[] = []
    for (;;) {
      this.lines()
      if (this.peek() === ')') break
      while (this.take(/\[[\w.]+(?:\[\]|\([^)]*\))?\]\s*/y) !== null);
      const variable = this.variable()
      if (variable.kind !== 'variable') throw this.unexpected()
      this.lines()
      let otherwise: Expression | null = null
      if (this.take(/=\s*/y) !== null) otherwise = this.looking(/["'$(@\d-]/y) ? this.single() : this.bareWord()
      list.push({ name: variable.name, otherwise })
      this.lines()
      if (this.take(/,/y) === null) break
    }
    this.expect(')', '(', start)
    return list
  }
}
