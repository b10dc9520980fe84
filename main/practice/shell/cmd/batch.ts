import type { Stdio } from '../stdio.ts'
import { decodeText } from '../text-file.ts'
import type { CmdSession } from './session.ts'

/** Batch files that may call one another before cmd gives up. */
const depthLimit = 32

/** Runs a batch file: its lines one by one, each shown before it runs unless echo is off; `goto` and labels as well. */
export async function runBatch(
  session: CmdSession,
  path: string,
  argv: readonly string[],
  io: Stdio,
  interrupt: AbortSignal,
) {
  if (session.depth >= depthLimit) return
  session.depth++
  const echo = session.echo
  const lines = decodeText(session.world.files.read(path)).split(/\r?\n/)
  try {
    for (let at = 0; at < lines.length && session.exit === null && !interrupt.aborted; at++) {
      const line = (lines[at] ?? '').trim()
      if (line === '' || line.startsWith(':')) continue
      if (session.echo && !line.startsWith('@')) await io.out.write(`\r\n${session.folder}>${line} \r\n`)
      await session.run(session, line, io, interrupt, argv)
      if (session.leaveBatch) break
      const label: string | null = session.goto
      if (label === null) continue
      session.goto = null
      if (label === 'eof') break
      at = lines.findIndex((it) => it.trim().toLowerCase().split(/\s/)[0] === `:${label}`)
      if (at < 0) {
        await io.err.write(`The system cannot find the batch label specified - ${label}\r\n`)
        session.errorLevel = 1
        break
      }
      // Gives a loop of jumps a chance to be interrupted.
      await new Promise((resolve) => setImmediate(resolve))
    }
  } finally {
    session.leaveBatch = false
    session.echo = echo
    session.depth--
  }
}
