import type { Expression, Extent, Statement } from './ast.ts'
import { automaticVariable } from './automatic.ts'
import { PsError } from './errors.ts'
import { callMethod, castValue, staticMember } from './methods.ts'
import { operate } from './operators.ts'
import type { PsSession } from './session.ts'
import { hashtable, isTrue, PsObject, PsType, propertyOf, ScriptBlock, toNumber, toText, type Value } from './values.ts'

/** Works out expressions and sets variables; statements inside them are run by the class below it. */
export abstract class Evaluator {
  protected readonly session: PsSession

  constructor(session: PsSession) {
    this.session = session
  }

  abstract run(statements: readonly Statement[], direct: boolean): AsyncGenerator<Value>
  /** What a statement gives: nothing is null, several values are a list. */
  protected abstract collect(statement: Statement): Promise<Value>

  protected async assign({ target, operator, value }: Extract<Statement, { kind: 'assign' }>): Promise<void> {
    const given = await this.collect(value)
    const result = operator === '=' ? given : operate(operator.slice(0, -1), await this.evaluate(target), given)
    if (target.kind === 'variable') this.#setVariable(target.name, result, target)
    else if (target.kind === 'member' || target.kind === 'index') {
      const owner = await this.evaluate(target.target)
      const key = target.kind === 'member' ? target.name : await this.evaluate(target.index)
      if (owner instanceof PsObject) owner.set(toText(key), result)
      else if (Array.isArray(owner) && typeof key === 'number' && key < owner.length)
        owner[key < 0 ? owner.length + key : key] = result
      else {
        throw new PsError({
          message: `The property '${toText(key)}' cannot be found on this object. Verify that the property exists and can be set.`,
          id: 'PropertyAssignmentException',
          category: 'InvalidOperation: (:) [], RuntimeException',
        })
      }
    }
  }

  #setVariable(name: string, value: Value, extent: Extent): void {
    const colon = name.indexOf(':')
    const scope = name.slice(0, Math.max(0, colon)).toLowerCase()
    const key = name.slice(colon + 1).toLowerCase()
    if (scope === 'env') {
      this.session.environment.set(name.slice(colon + 1), toText(value))
      return
    }
    if (['true', 'false', 'null', 'pid', 'pshome', 'psversiontable', 'home', 'host'].includes(key)) {
      throw new PsError({
        message: `Cannot overwrite variable ${name} because it is read-only or constant.`,
        id: 'VariableNotWritable',
        category: `WriteError: (${name}:String) [], SessionStateUnauthorizedAccessException`,
        extent,
      })
    }
    this.session.variables.set(key, value)
  }

  protected async guard<T>(work: () => Promise<T>, extent: Extent): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw error instanceof PsError ? error.at(extent) : error
    }
  }

  async evaluate(expression: Expression): Promise<Value> {
    switch (expression.kind) {
      case 'literal':
        return expression.value
      case 'text': {
        let text = ''
        for (const part of expression.parts) text += typeof part === 'string' ? part : toText(await this.evaluate(part))
        return text
      }
      case 'variable':
        return this.#variable(expression.name)
      case 'type':
        return new PsType(expression.name)
      case 'cast':
        return castValue(expression.type, await this.evaluate(expression.value))
      case 'block':
        return new ScriptBlock(expression.body, expression.text)
      case 'list': {
        const items: Value[] = []
        for (const item of expression.items) items.push(await this.evaluate(item))
        return items
      }
      case 'table': {
        const table = new PsObject(hashtable)
        for (const [key, value] of expression.entries)
          table.set(toText(await this.evaluate(key)), await this.collect(value))
        return table
      }
      case 'script':
        return this.#script(expression)
      case 'index':
        return this.#index(await this.evaluate(expression.target), await this.evaluate(expression.index))
      case 'unary':
        return this.#unary(expression.operator, await this.evaluate(expression.value))
      case 'binary':
        return this.guard(() => this.#binary(expression), expression)
      case 'member':
        return this.#member(expression)
      case 'call':
        return this.#call(expression)
    }
  }

  async #script({ body, array }: Extract<Expression, { kind: 'script' }>): Promise<Value> {
    const values: Value[] = []
    for await (const value of this.run(body, false)) values.push(value)
    return array || values.length > 1 ? values : (values[0] ?? null)
  }

  async #binary(expression: Extract<Expression, { kind: 'binary' }>): Promise<Value> {
    const left = await this.evaluate(expression.left)
    const { operator } = expression
    if (operator === '-and') return isTrue(left) && isTrue(await this.evaluate(expression.right))
    if (operator === '-or') return isTrue(left) || isTrue(await this.evaluate(expression.right))
    const right = await this.evaluate(expression.right)
    if (operator === '-xor') return isTrue(left) !== isTrue(right)
    const result = operate(operator, left, right)
    if (result === true && /^-[ci]?match$/.test(operator)) this.#keepMatches(operator, left, right)
    return result
  }

  /** `$Matches`: the whole and the groups of the last `-match` that fitted. */
  #keepMatches(operator: string, left: Value, right: Value): void {
    const found = new RegExp(toText(right), operator === '-cmatch' ? '' : 'i').exec(toText(left).slice(0, 10_000))
    if (!found) return
    const named = Object.entries(found.groups ?? {}).map(([name, text]): [string, Value] => [name, text ?? null])
    const numbered = [...found].map((text, at): [string, Value] => [String(at), text ?? null])
    this.session.variables.set('matches', new PsObject(hashtable, [...named, ...numbered.reverse()]))
  }

  #unary(operator: string, value: Value): Value {
    switch (operator) {
      case '!':
      case '-not':
        return !isTrue(value)
      case '-':
        return -toNumber(value)
      case '-join':
        return asList(value).map(toText).join('')
      case '-split':
        return asList(value).flatMap((it) => toText(it).split(/\s+/).filter(Boolean))
      default:
        return toNumber(value)
    }
  }

  #variable(name: string): Value {
    const colon = name.indexOf(':')
    const scope = name.slice(0, Math.max(0, colon)).toLowerCase()
    const key = name.slice(colon + 1).toLowerCase()
    if (scope === 'env') return this.session.environment.get(key) ?? null
    if (scope !== '' && !['global', 'script', 'local', 'variable'].includes(scope)) return null
    return this.session.variables.get(key === 'psitem' ? '_' : key) ?? automaticVariable(key, this.session)
  }

  #index(target: Value, index: Value): Value {
    if (Array.isArray(index)) return index.map((it) => this.#index(target, it))
    if (target instanceof PsObject) return target.get(toText(index)) ?? null
    if (target === null) {
      throw new PsError({
        message: 'Cannot index into a null array.',
        id: 'NullArray',
        category: 'InvalidOperation: (:) [], RuntimeException',
      })
    }
    const at = Math.round(toNumber(index))
    if (typeof target === 'string') return target.at(at) ?? null
    if (Array.isArray(target)) return target.at(at) ?? null
    return at === 0 ? target : null
  }

  async #member({ target, name, fixed, start, end }: Extract<Expression, { kind: 'member' }>): Promise<Value> {
    const value = await this.evaluate(target)
    if (fixed && value instanceof PsType) {
      return (
        staticMember(value.name, name, [], this.session.world.now(), this.session.world.hostName) ??
        unknownType(value.name, { start, end })
      )
    }
    return propertyOf(value, name) ?? null
  }

  async #call(expression: Extract<Expression, { kind: 'call' }>): Promise<Value> {
    const value = await this.evaluate(expression.target)
    const list: Value[] = []
    for (const item of expression.arguments) list.push(await this.evaluate(item))
    if (expression.fixed && value instanceof PsType) {
      const { world } = this.session
      return (
        staticMember(value.name, expression.name, list, world.now(), world.hostName) ??
        unknownType(value.name, expression)
      )
    }
    return this.guard(async () => callMethod(value, expression.name, list), expression)
  }
}

function unknownType(name: string, extent: Extent): never {
  throw new PsError({
    message: `Unable to find type [${name}].`,
    id: 'TypeNotFound',
    category: `InvalidOperation: (${name}:TypeName) [], RuntimeException`,
    extent,
  })
}

/** A value as a list: null is empty. */
export function asList(value: Value): Value[] {
  return Array.isArray(value) ? value : value === null ? [] : [value]
}
