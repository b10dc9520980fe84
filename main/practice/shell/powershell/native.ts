import { quoteArgument } from '../command-line.ts'
import type { Found } from '../program.ts'
import { runChild } from '../programs/run-child.ts'
import { BrokenPipe, nullSink, Pipe, type Source } from '../stdio.ts'
import type { PsSession } from './session.ts'
import { toText, type Value } from './values.ts'

interface NativeOptions {
  readonly argv: readonly string[]
  readonly session: PsSession
  readonly input: AsyncIterable<Value>
  readonly piped: boolean
  readonly direct: boolean
  readonly interrupt: AbortSignal
  readonly errors: 'host' | 'drop' | 'merge'
}

/** Runs a native program; its lines are values unless it writes straight to the console. */
export async function* runNative(found: Found, options: NativeOptions): AsyncGenerator<Value> {
  const { session, argv, direct, interrupt } = options
  const program = found.kind === 'batch' ? session.programs.find('cmd', session) : found
  if (program?.kind !== 'program') return
  const words = found.kind === 'batch' ? ['cmd', '/c', ...argv] : argv
  const commandTail = words
    .slice(1)
    .map((it) => ` ${quoteArgument(it)}`)
    .join('')
  const input = options.piped ? valueLines(options.input) : session.io.input
  const pipe = direct ? null : new Pipe()
  const out = pipe ?? session.io.out
  const err = options.errors === 'host' ? session.io.err : options.errors === 'drop' ? nullSink : out
  const io = { input, out, err }
  const ended = runChild(program, { argv: words, session, io, interrupt, commandTail })
    .then((code) => {
      session.lastExitCode = code | 0
      session.succeeded = code === 0
    })
    .catch((error) => {
      if (!(error instanceof BrokenPipe)) throw error
    })
    .finally(() => pipe?.close())
  try {
    if (pipe)
      for (let line = await pipe.source.readLine(); line !== null; line = await pipe.source.readLine()) yield line
  } finally {
    pipe?.break()
    await ended
  }
}

function valueLines(values: AsyncIterable<Value>): Source {
  const iterator = values[Symbol.asyncIterator]()
  return {
    async readLine() {
      const step = await iterator.next()
      return step.done ? null : toText(step.value)
    },
  }
}
