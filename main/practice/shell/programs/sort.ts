import type { Program } from '../program.ts'
import { fileLines, linesOf } from './input-lines.ts'

/** `sort [/r] [file]`, without regard to case. */
export const sort: Program = async (running) => {
  const words = running.argv.slice(1)
  const reverse = words.some((it) => /^\/r(everse)?$/i.test(it))
  const name = words.find((it) => !it.startsWith('/'))
  let lines: string[] | null = []
  if (name === undefined) for await (const line of linesOf(running.io.input, running.interrupt)) lines.push(line)
  else lines = fileLines(running, name)
  if (!lines) {
    await running.io.err.write(`${name}The system cannot find the file specified.\r\n`)
    return 1
  }
  lines.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0))
  if (reverse) lines.reverse()
  for (const line of lines) await running.io.out.write(`${line}\r\n`)
  return 0
}
