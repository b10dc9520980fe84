import { findCmdlet } from './cmdlets.ts'
import { Flow } from './control-flow.ts'
import { errorText, PsError } from './errors.ts'
import { Interpreter } from './interpreter.ts'
import { OutDefault } from './out-default.ts'
import { PsParseError } from './parse-error.ts'
import { parseScript } from './parse-script.ts'
import type { PsSession } from './session.ts'
import { toNumber } from './values.ts'

/** Columns where there is no window. */
const plainWidth = 80

/** Runs a script's text and shows what it gives. */
export async function runScript(session: PsSession, text: string, interrupt: AbortSignal): Promise<void> {
  const { io, terminal } = session
  const width = () => terminal?.columns ?? plainWidth
  const out = new OutDefault((it) => io.out.write(it), width)
  const report = async (error: PsError) => {
    await out.flush()
    const shown = errorText(error, text, width())
    await io.err.write(terminal ? `\u001b[91m\u001b[40m${shown.replace(/ \r\n$/, '')}\u001b[m \r\n` : shown)
  }
  try {
    const statements = parseScript(text)
    const interpreter = new Interpreter(session, {
      interrupt,
      width,
      find: findCmdlet,
      host: async (it) => {
        await out.flush()
        await io.out.write(it)
      },
      error: report,
    })
    for await (const value of interpreter.run(statements, true)) {
      if (interrupt.aborted) break
      await out.add(value)
    }
  } catch (error) {
    if (error instanceof Flow) {
      if (error.what === 'exit') session.exit = toNumber(error.value) | 0
    } else if (error instanceof PsParseError) {
      session.succeeded = false
      const category = 'ParserError: (:) [], ParentContainsErrorRecordException'
      await report(
        new PsError({ message: '', id: error.id, category, extent: { start: error.start, end: error.end } }).withLast(
          error.message,
        ),
      )
    } else throw error
  }
  await out.flush()
}
