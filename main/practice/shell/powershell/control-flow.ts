import type { Statement } from './ast.ts'
import type { Cmdlet } from './cmdlet.ts'
import { PsError } from './errors.ts'
import { asList, Evaluator } from './evaluator.ts'
import { comparison } from './operators.ts'
import { errorRecord, thrown } from './raised.ts'
import type { PsSession } from './session.ts'
import { compareValues, isTrue, ScriptBlock, toText, type Value } from './values.ts'

/** `exit`, `return`, `break` and `continue` on their way out; `stop` is an error under `$ErrorActionPreference = 'Stop'`. */
export class Flow {
  readonly what: 'exit' | 'return' | 'break' | 'continue' | 'stop'
  readonly value: Value

  constructor(what: Flow['what'], value: Value) {
    this.what = what
    this.value = value
  }
}

export interface RunOptions {
  readonly interrupt: AbortSignal
  readonly width: () => number
  /** Looks a command's name up: aliases, cmdlets. */
  readonly find: (name: string) => Cmdlet | null
  host(text: string): Promise<void>
  error(error: PsError): Promise<void>
}

/** Loops give way after so many turns, so that Ctrl-C is seen. */
const turnsBetweenRests = 200
/** Runs statements: what decides and repeats; pipelines are run by the class below it. */
export abstract class ControlFlow extends Evaluator {
  protected readonly options: RunOptions
  #turns = 0
  #depth = 0
  /** Inside `try` errors go up to its `catch`. */
  #trying = 0
  /** Where errors go: to the host, nowhere, or into the output. */
  protected errors: 'host' | 'drop' | Value[] = 'host'

  constructor(session: PsSession, options: RunOptions) {
    super(session)
    this.options = options
  }

  protected abstract pipeline(
    statement: Extract<Statement, { kind: 'pipeline' }>,
    direct: boolean,
  ): AsyncGenerator<Value>

  /** `direct`: what a native program at a pipeline's end writes goes straight to the console. */
  async *run(statements: readonly Statement[], direct: boolean): AsyncGenerator<Value> {
    if (this.#depth > 60)
      throw new PsError({
        message: 'The script failed due to call depth overflow.',
        id: 'CallDepthOverflow',
        category: 'InvalidOperation: (0:Int32) [], RuntimeException',
      })
    this.#depth++
    try {
      for (const statement of statements) {
        if (this.options.interrupt.aborted) return
        try {
          yield* this.#statement(statement, direct)
        } catch (error) {
          if (!(error instanceof PsError) || this.#trying > 0) throw error
          await this.fail(error)
          if (error.ends || this.preference() === 'stop') throw new Flow('stop', null)
        }
      }
    } finally {
      this.#depth--
    }
  }

  protected async fail(error: PsError): Promise<void> {
    this.session.succeeded = false
    if (/^(silentlycontinue|ignore)$/.test(this.preference())) return
    if (this.errors === 'host') await this.options.error(error)
    else if (this.errors !== 'drop')
      this.errors.push(error.activity ? `${error.activity} : ${error.message}` : error.message)
  }

  protected preference(): string {
    return toText(this.session.variables.get('erroractionpreference') ?? null).toLowerCase()
  }

  protected async rest(): Promise<void> {
    if (++this.#turns % turnsBetweenRests === 0) await new Promise((resolve) => setImmediate(resolve))
  }

  async *#statement(statement: Statement, direct: boolean): AsyncGenerator<Value> {
    switch (statement.kind) {
      case 'pipeline':
        yield* this.pipeline(statement, direct)
        return
      case 'assign':
        await this.assign(statement)
        return
      case 'if': {
        for (const [test, body] of statement.clauses) {
          if (!isTrue(await this.collect(test))) continue
          yield* this.run(body, direct)
          return
        }
        yield* this.run(statement.otherwise, direct)
        return
      }
      case 'foreach':
        for (const item of asList(await this.collect(statement.source))) {
          this.session.variables.set(statement.variable.toLowerCase(), item)
          if (yield* this.#turn(statement.body, direct)) return
        }
        return
      case 'while':
        while (isTrue(await this.collect(statement.test))) if (yield* this.#turn(statement.body, direct)) return
        return
      case 'for':
        if (statement.first) await this.collect(statement.first)
        while (!statement.test || isTrue(await this.collect(statement.test))) {
          if (yield* this.#turn(statement.body, direct)) return
          if (statement.step) await this.collect(statement.step)
        }
        return
      case 'do':
        do if (yield* this.#turn(statement.body, direct)) return
        while (isTrue(await this.collect(statement.test)) !== statement.until)
        return
      case 'switch':
        yield* this.#switch(statement, direct)
        return
      case 'function':
        this.session.functions.set(statement.name.replace(/^(?:global|script):/i, '').toLowerCase(), statement)
        return
      case 'try':
        yield* this.#try(statement, direct)
        return
      case 'flow': {
        const value = statement.value ? await this.collect(statement.value) : null
        if (statement.what === 'return' && value !== null) yield* asList(value)
        if (statement.what === 'throw') throw thrown(value)
        throw new Flow(statement.what, value)
      }
    }
  }

  async *#try(statement: Extract<Statement, { kind: 'try' }>, direct: boolean): AsyncGenerator<Value> {
    let caught: PsError | null = null
    this.#trying++
    try {
      yield* this.run(statement.body, direct)
    } catch (error) {
      if (!(error instanceof PsError)) throw error
      caught = error
    } finally {
      this.#trying--
    }
    try {
      if (caught && !statement.rescue) throw caught
      if (caught && statement.rescue) yield* this.withItem(new ScriptBlock(statement.rescue, ''), errorRecord(caught))
    } finally {
      yield* this.run(statement.last, direct)
    }
  }

  /** Every clause that fits runs, for each value, until a `break`. */
  async *#switch(statement: Extract<Statement, { kind: 'switch' }>, direct: boolean): AsyncGenerator<Value> {
    const value = await this.collect(statement.value)
    for (const item of Array.isArray(value) ? value : [value]) {
      let fitted = false
      for (const { test, body } of statement.clauses) {
        const wanted = await this.evaluate(test)
        if (!(await this.#fits(item, wanted, statement))) continue
        fitted = true
        const ended = yield* this.#turn(body, direct, item)
        if (ended) return
      }
      if (!fitted && statement.otherwise && (yield* this.#turn(statement.otherwise, direct, item))) return
    }
  }

  async #fits(
    item: Value,
    wanted: Value,
    { how, exactCase }: Extract<Statement, { kind: 'switch' }>,
  ): Promise<boolean> {
    if (wanted instanceof ScriptBlock) {
      const values: Value[] = []
      for await (const value of this.withItem(wanted, item)) values.push(value)
      return isTrue(values)
    }
    if (how === 'exact') return compareValues(item, wanted, exactCase) === 0
    return comparison(how === 'regex' ? '-match' : '-like', wanted, exactCase)(item)
  }

  /** One turn of a loop; true when the loop ends. */
  async *#turn(body: readonly Statement[], direct: boolean, item?: Value): AsyncGenerator<Value, boolean> {
    await this.rest()
    if (this.options.interrupt.aborted) return true
    try {
      if (item === undefined) yield* this.run(body, direct)
      else yield* this.withItem(new ScriptBlock(body, ''), item, direct)
      return false
    } catch (error) {
      if (error instanceof Flow && error.what === 'break') return true
      if (error instanceof Flow && error.what === 'continue') return false
      throw error
    }
  }

  protected async collect(statement: Statement): Promise<Value> {
    const values: Value[] = []
    for await (const value of this.#statement(statement, false)) values.push(value)
    return values.length > 1 ? values : (values[0] ?? null)
  }

  protected async *block(block: ScriptBlock, direct = false): AsyncGenerator<Value> {
    try {
      yield* this.run(block.body, direct)
    } catch (error) {
      if (!(error instanceof Flow && error.what === 'return')) throw error
    }
  }

  protected async *withItem(block: ScriptBlock, item: Value, direct = false): AsyncGenerator<Value> {
    const { variables } = this.session
    const before = variables.get('_')
    variables.set('_', item)
    try {
      yield* this.block(block, direct)
    } finally {
      if (before === undefined) variables.delete('_')
      else variables.set('_', before)
    }
  }
}
