import type { Program } from '../program.ts'
import { fileLines, linesOf } from './input-lines.ts'

/** `more`: a page at a time where there is a console to ask (space: page, Enter: line, q: quit), else all at once. */
export const more: Program = async (running) => {
  const { argv, io, terminal, interrupt } = running
  const name = argv.slice(1).find((it) => !it.startsWith('/'))
  const lines = name === undefined ? linesOf(io.input, interrupt) : fileLines(running, name)
  if (!lines) {
    await io.err.write(`Cannot access file ${running.folder.replace(/\\$/, '')}\\${name}\r\n`)
    return 1
  }
  let left = terminal ? terminal.rows - 1 : Number.POSITIVE_INFINITY
  for await (const line of lines) {
    if (left <= 0 && terminal) {
      await io.out.write('-- More  -- ')
      const key = await terminal.readKey(interrupt)
      await io.out.write('\r           \r')
      if (key === null || (key.kind === 'text' && /q/i.test(key.text))) return 0
      left = key.kind === 'key' && key.name === 'enter' ? 1 : terminal.rows - 1
    }
    await io.out.write(`${line}\r\n`)
    left -= Math.max(1, terminal ? Math.ceil(line.length / terminal.columns) : 1)
  }
  return 0
}
