import type { Argument, Element, Statement } from './ast.ts'
import { bind, type Given } from './binder.ts'
import type { Cmdlet, CmdletCall } from './cmdlet.ts'
import { PsError } from './errors.ts'
import { asList, Evaluator } from './evaluator.ts'
import { fileSink } from './file-sink.ts'
import { renderObjects } from './format/render.ts'
import { runNative } from './native.ts'
import type { PsSession } from './session.ts'
import { isTrue, PsObject, ScriptBlock, toText, type Value } from './values.ts'

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

/** Runs statements of one script; a pipeline's parts run at the same time, value by value. */
export class Interpreter extends Evaluator {
  readonly #options: RunOptions
  #turns = 0
  #depth = 0
  /** Inside `try` errors go up to its `catch`. */
  #trying = 0
  /** Where errors go: to the host, nowhere, or into the output. */
  #errors: 'host' | 'drop' | Value[] = 'host'

  constructor(session: PsSession, options: RunOptions) {
    super(session)
    this.#options = options
  }

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
        if (this.#options.interrupt.aborted) return
        try {
          yield* this.#statement(statement, direct)
        } catch (error) {
          if (!(error instanceof PsError) || this.#trying > 0) throw error
          await this.#fail(error)
          if (error.ends || this.#preference() === 'stop') throw new Flow('stop', null)
        }
      }
    } finally {
      this.#depth--
    }
  }

  async #fail(error: PsError): Promise<void> {
    this.session.succeeded = false
    if (/^(silentlycontinue|ignore)$/.test(this.#preference())) return
    if (this.#errors === 'host') await this.#options.error(error)
    else if (this.#errors !== 'drop')
      this.#errors.push(error.activity ? `${error.activity} : ${error.message}` : error.message)
  }

  #preference(): string {
    return toText(this.session.variables.get('erroractionpreference') ?? null).toLowerCase()
  }

  async #rest(): Promise<void> {
    if (++this.#turns % turnsBetweenRests === 0) await new Promise((resolve) => setImmediate(resolve))
  }

  async *#statement(statement: Statement, direct: boolean): AsyncGenerator<Value> {
    switch (statement.kind) {
      case 'pipeline':
        yield* this.#pipeline(statement, direct)
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
      if (caught && statement.rescue) yield* this.#withItem(new ScriptBlock(statement.rescue, ''), errorRecord(caught))
    } finally {
      yield* this.run(statement.last, direct)
    }
  }

  /** One turn of a loop; true when the loop ends. */
  async *#turn(body: readonly Statement[], direct: boolean): AsyncGenerator<Value, boolean> {
    await this.#rest()
    if (this.#options.interrupt.aborted) return true
    try {
      yield* this.run(body, direct)
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

  async *#pipeline(statement: Extract<Statement, { kind: 'pipeline' }>, direct: boolean): AsyncGenerator<Value> {
    const led = statement.mergeErrors || statement.outputs.some((it) => it.errors)
    if (!led) {
      yield* this.#plainPipeline(statement, direct)
      return
    }
    const before = this.#errors
    const kept: Value[] = []
    this.#errors = statement.mergeErrors ? kept : 'drop'
    try {
      yield* this.#plainPipeline(statement, direct)
    } catch (error) {
      if (!(error instanceof PsError)) throw error
      await this.#fail(error)
    } finally {
      this.#errors = before
    }
    yield* kept
  }

  async *#plainPipeline(statement: Extract<Statement, { kind: 'pipeline' }>, direct: boolean): AsyncGenerator<Value> {
    const { elements, outputs } = statement
    let stream: AsyncIterable<Value> = nothing()
    const [first] = elements
    // `$?` still tells of the statement before while an expression is worked out.
    if (first?.kind === 'command') this.session.succeeded = true
    for (const [at, element] of elements.entries()) {
      const last = at === elements.length - 1
      stream = this.#element(element, stream, at > 0, direct && last && outputs.every((it) => it.errors))
    }
    const target = outputs.find((it) => !it.errors)
    if (!target) {
      yield* stream
      if (first?.kind === 'expression' && elements.length === 1) this.session.succeeded = true
      return
    }
    const values: Value[] = []
    for await (const value of stream) values.push(value)
    const name = await this.evaluate(target.target)
    if (name === null) return
    const sink = fileSink(
      this.session,
      toText(name),
      target.append,
      'Out-File',
      'Microsoft.PowerShell.Commands.OutFileCommand',
    )
    await sink.write(renderObjects(values, 80))
  }

  async *#element(
    element: Element,
    input: AsyncIterable<Value>,
    piped: boolean,
    direct: boolean,
  ): AsyncGenerator<Value> {
    if (element.kind === 'expression') {
      const value = await this.guard(() => this.evaluate(element.value), element)
      // A script in parentheses that gave nothing gives nothing on; so does `[void]`.
      if (
        value === null &&
        (element.value.kind === 'script' || element.value.kind === 'cast' || element.value.kind === 'variable')
      )
        return
      yield* Array.isArray(value) ? value : [value]
      return
    }
    const name = await this.evaluate(element.name)
    if (name instanceof ScriptBlock) {
      yield* this.#block(name)
      return
    }
    yield* this.#command(element, toText(name), input, piped, direct)
  }

  async *#block(block: ScriptBlock): AsyncGenerator<Value> {
    try {
      yield* this.run(block.body, false)
    } catch (error) {
      if (!(error instanceof Flow && error.what === 'return')) throw error
    }
  }

  async *#command(
    element: Extract<Element, { kind: 'command' }>,
    name: string,
    input: AsyncIterable<Value>,
    piped: boolean,
    direct: boolean,
  ): AsyncGenerator<Value> {
    const session = this.session
    const cmdlet = this.#options.find(name)
    if (!cmdlet) {
      const program = session.programs.find(name, session)
      if (program) {
        const argv = [name]
        for (const argument of element.arguments) argv.push(...(await this.#nativeArguments(argument)))
        yield* runNative(program, {
          argv,
          session,
          input,
          piped,
          direct,
          interrupt: this.#options.interrupt,
          errors: typeof this.#errors === 'string' ? this.#errors : 'merge',
        })
        return
      }
      const at = { start: element.start, end: element.start + Math.max(1, name.length) }
      throw new PsError({
        message: `The term '${name}' is not recognized as the name of a cmdlet, function, script file, or operable program. Check the spelling of the name, or if a path was included, verify that the path is correct and try again.`,
        id: 'CommandNotFoundException',
        category: `ObjectNotFound: (${name}:String) [], CommandNotFoundException`,
        activity: name,
        extent: at,
      })
    }
    const given: Given[] = []
    for (const argument of element.arguments)
      given.push({ argument, value: argument.value ? await this.evaluate(argument.value) : null })
    const nameExtent = { start: element.start, end: Math.max(element.start + 1, lastEnd(element)) }
    const parameters = bind(cmdlet, given, nameExtent, piped)
    const action = toText(parameters.get('ErrorAction') ?? null).toLowerCase()
    const call: CmdletCall = {
      session,
      cmdlet,
      parameters,
      input: this.#breathing(parameters.has('InputObject') ? listOf(parameters.get('InputObject') ?? null) : input),
      piped: piped || parameters.has('InputObject'),
      interrupt: this.#options.interrupt,
      extent: nameExtent,
      width: this.#options.width(),
      host: (text) => this.#options.host(text),
      error: async (error) => {
        session.succeeded = false
        if (/^(silentlycontinue|ignore|0|4)$/.test(action)) return
        if (action === 'stop' || (action === '' && this.#preference() === 'stop')) throw error.at(nameExtent)
        await this.#fail(error.at(nameExtent))
      },
      invoke: (block, item) => this.#withItem(block, item),
    }
    try {
      yield* cmdlet.run(call)
    } catch (error) {
      if (!(error instanceof PsError)) throw error
      if (/^(silentlycontinue|ignore)$/.test(action)) session.succeeded = false
      else throw error.at(nameExtent)
    }
  }

  async *#breathing(input: AsyncIterable<Value>): AsyncGenerator<Value> {
    for await (const value of input) {
      await this.#rest()
      if (this.#options.interrupt.aborted) return
      yield value
    }
  }

  async *#withItem(block: ScriptBlock, item: Value): AsyncGenerator<Value> {
    const { variables } = this.session
    const before = variables.get('_')
    variables.set('_', item)
    try {
      yield* this.#block(block)
    } finally {
      if (before === undefined) variables.delete('_')
      else variables.set('_', before)
    }
  }

  async #nativeArguments(argument: Argument): Promise<string[]> {
    if (argument.parameter !== null && !argument.value) return [`-${argument.parameter}`]
    const value = argument.value ? await this.evaluate(argument.value) : null
    if (argument.parameter !== null) return [`-${argument.parameter}:${toText(value)}`]
    return asList(value).map(toText)
  }
}

/** What `throw` raises. */
function thrown(value: Value): PsError {
  const text = value === null ? 'ScriptHalted' : toText(value)
  const error = new PsError({
    message: text,
    id: text,
    category: `OperationStopped: (${text}:String) [], RuntimeException`,
  })
  error.ends = true
  return error
}

/** `$_` in a catch block. */
function errorRecord(error: PsError): PsObject {
  const exception = new PsObject('System.Exception', [['Message', error.message]], `System.Exception: ${error.message}`)
  return new PsObject(
    'System.Management.Automation.ErrorRecord',
    [
      ['Exception', exception],
      ['FullyQualifiedErrorId', error.id],
      ['CategoryInfo', error.category],
    ],
    error.message,
  )
}

function lastEnd(element: Extract<Element, { kind: 'command' }>): number {
  const word = element.name.kind === 'literal' ? toText(element.name.value).length : 1
  return element.arguments.at(-1)?.end ?? element.start + word
}

async function* nothing(): AsyncGenerator<Value> {}

async function* listOf(value: Value): AsyncGenerator<Value> {
  yield* asList(value)
}
