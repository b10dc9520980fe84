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
      const goto = /^@?goto\s+:?(\S+)/i.exec(line)?.[1]?.toLowerCase()
      if (goto !== undefined) {
        if (goto === 'eof') break
        const label = lines.findIndex((it) => it.trim().toLowerCase().split(/\s/)[0] === `:${goto}`)
        if (label < 0) {
          await io.err.write(`The system cannot find the batch label specified - ${goto}\r\n`)
          session.errorLevel = 1
          break
        }
        at = label
        // Gives a loop of jumps a chance to be interrupted.
        await new Promise((resolve) => setImmediate(resolve))
        continue
      }
      await session.run(session, line, io, interrupt, argv)
      if (session.leaveBatch) break
    }
  } finally {
    session.leaveBatch = false
    session.echo = echo
    session.depth--
  }
}
