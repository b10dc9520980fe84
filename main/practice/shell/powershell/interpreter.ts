import type { Argument, Element, PsFunction, Statement } from './ast.ts'
import { bind, type Given } from './binder.ts'
import type { CmdletCall } from './cmdlet.ts'
import { ControlFlow } from './control-flow.ts'
import { PsError } from './errors.ts'
import { asList } from './evaluator.ts'
import { fileSink } from './file-sink.ts'
import { renderObjects } from './format/render.ts'
import { runNative } from './native.ts'
import { isRealCommand } from './not-simulated.ts'
import { ScriptBlock, toText, type Value } from './values.ts'

/** Runs pipelines and commands; a pipeline's parts run at the same time, value by value. */
export class Interpreter extends ControlFlow {
  protected async *pipeline(
    statement: Extract<Statement, { kind: 'pipeline' }>,
    direct: boolean,
  ): AsyncGenerator<Value> {
    const led = statement.mergeErrors || statement.outputs.some((it) => it.errors)
    if (!led) {
      yield* this.#plainPipeline(statement, direct)
      return
    }
    const before = this.errors
    const kept: Value[] = []
    this.errors = statement.mergeErrors ? kept : 'drop'
    try {
      yield* this.#plainPipeline(statement, direct)
    } catch (error) {
      if (!(error instanceof PsError)) throw error
      await this.fail(error)
    } finally {
      this.errors = before
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
      yield* this.block(name)
      return
    }
    yield* this.#command(element, toText(name), input, piped, direct)
  }

  async *#command(
    element: Extract<Element, { kind: 'command' }>,
    name: string,
    input: AsyncIterable<Value>,
    piped: boolean,
    direct: boolean,
  ): AsyncGenerator<Value> {
    const session = this.session
    const own = session.functions.get(name.toLowerCase())
    if (own) {
      yield* this.#function(own, element, input, piped)
      return
    }
    const cmdlet = this.options.find(name)
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
          interrupt: this.options.interrupt,
          errors: typeof this.errors === 'string' ? this.errors : 'merge',
        })
        return
      }
      const at = { start: element.start, end: element.start + Math.max(1, name.length) }
      if (isRealCommand(name)) {
        throw new PsError({
          message: `This command of Windows PowerShell is not part of the practice host.`,
          id: 'NotPartOfThePracticeHost',
          category: `NotImplemented: (${name}:String) [], CommandNotFoundException`,
          activity: name,
          extent: at,
        })
      }
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
      interrupt: this.options.interrupt,
      extent: nameExtent,
      invocation: `${name}${element.tail}`.trim(),
      width: this.options.width(),
      host: (text) => this.options.host(text),
      error: async (error) => {
        session.succeeded = false
        if (/^(silentlycontinue|ignore|0|4)$/.test(action)) return
        if (action === 'stop' || (action === '' && this.preference() === 'stop'))
          throw error.at(nameExtent).calledAs(name, cmdlet.name)
        await this.fail(error.at(nameExtent).calledAs(name, cmdlet.name))
      },
      invoke: (block, item) => this.withItem(block, item),
    }
    try {
      yield* cmdlet.run(call)
    } catch (error) {
      if (!(error instanceof PsError)) throw error
      if (/^(silentlycontinue|ignore)$/.test(action)) session.succeeded = false
      else throw error.at(nameExtent).calledAs(name, cmdlet.name)
    }
  }

  /** Calls a function of the script's own: names and positions to its parameters, the rest into `$args`. */
  async *#function(
    own: PsFunction,
    element: Extract<Element, { kind: 'command' }>,
    input: AsyncIterable<Value>,
    piped: boolean,
  ): AsyncGenerator<Value> {
    const values = new Map<string, Value>()
    const loose: Value[] = []
    const list = element.arguments
    for (let at = 0; at < list.length; at++) {
      const argument = list[at]
      if (!argument) continue
      const value = argument.value ? await this.evaluate(argument.value) : null
      const wanted = argument.parameter?.toLowerCase()
      const parameter =
        wanted === undefined ? undefined : own.parameters.find(({ name }) => name.toLowerCase() === wanted)
      if (!parameter) loose.push(wanted === undefined ? value : `-${argument.parameter}`)
      else if (argument.value) values.set(parameter.name.toLowerCase(), value)
      else {
        const next = list[at + 1]
        const given = next && next.parameter === null && next.value
        values.set(parameter.name.toLowerCase(), given ? await this.evaluate(given) : true)
        if (given) at++
      }
    }
    for (const { name, otherwise } of own.parameters) {
      const key = name.toLowerCase()
      if (values.has(key)) continue
      values.set(key, loose.length > 0 ? (loose.shift() ?? null) : otherwise ? await this.evaluate(otherwise) : null)
    }
    const inputs: Value[] = []
    if (piped) for await (const value of input) inputs.push(value)
    const { variables } = this.session
    const before = new Map(variables)
    for (const [key, value] of values) variables.set(key, value)
    variables.set('args', loose)
    variables.set('input', inputs)
    try {
      yield* this.block(new ScriptBlock(own.body, ''))
    } finally {
      // What a function sets is its own.
      variables.clear()
      for (const [key, value] of before) variables.set(key, value)
    }
  }

  async *#breathing(input: AsyncIterable<Value>): AsyncGenerator<Value> {
    for await (const value of input) {
      await this.rest()
      if (this.options.interrupt.aborted) return
      yield value
    }
  }

  async #nativeArguments(argument: Argument): Promise<string[]> {
    if (argument.parameter !== null && !argument.value) return [`-${argument.parameter}`]
    const value = argument.value ? await this.evaluate(argument.value) : null
    if (argument.parameter !== null) return [`-${argument.parameter}:${toText(value)}`]
    return asList(value).map(toText)
  }
}

function lastEnd(element: Extract<Element, { kind: 'command' }>): number {
  const word = element.name.kind === 'literal' ? toText(element.name.value).length : 1
  return element.arguments.at(-1)?.end ?? element.start + word
}

async function* nothing(): AsyncGenerator<Value> {}

async function* listOf(value: Value): AsyncGenerator<Value> {
  yield* asList(value)
}
