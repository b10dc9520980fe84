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
  from: string | null = null,
) {
  if (session.depth >= depthLimit) return
  session.depth++
  const echo = session.echo
  const lines = decodeText(session.world.files.read(path)).split(/\r?\n/)
  const place = (label: string) => lines.findIndex((it) => it.trim().toLowerCase().split(/\s/)[0] === `:${label}`)
  const outer = session.batch
  const kept = session.kept.length
  session.batch = path
  try {
    const start = from === null ? 0 : place(from)
    if (start < 0) {
      await io.err.write(`The system cannot find the batch label specified - ${from}\r\n`)
      session.errorLevel = 1
      return
    }
    for (let at = start; at < lines.length && session.exit === null && !interrupt.aborted; at++) {
      const line = (lines[at] ?? '').trim()
      if (line === '' || line.startsWith(':')) continue
      if (session.echo && !line.startsWith('@')) await io.out.write(`\r\n${session.folder}>${line} \r\n`)
      await session.run(session, line, io, interrupt, argv)
      if (session.leaveBatch) break
      const label: string | null = session.goto
      if (label === null) continue
      session.goto = null
      if (label === 'eof') break
      at = place(label)
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
    session.batch = outer
    while (session.kept.length > kept) restore(session)
    session.echo = echo
    session.depth--
  }
}

/** Puts the variables back to what they were at the last `setlocal`. */
export function restore(session: CmdSession): void {
  const kept = session.kept.pop()
  if (!kept) return
  for (const [name] of session.environment.entries()) session.environment.set(name, '')
  for (const [name, value] of kept) session.environment.set(name, value)
}
