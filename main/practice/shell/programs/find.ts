import type { Program } from '../program.ts'
import { fileLines, linesOf } from './input-lines.ts'

/** `find "text"` with /V /C /N /I, of standard input or of files. Exit code 0 when a line was found. */
export const find: Program = async (running) => {
  const { commandTail, io, interrupt } = running
  const options = new Set<string>()
  const wanted = /"((?:[^"]|"")*)"/.exec(commandTail)
  const rest = wanted ? commandTail.replace(wanted[0], ' ') : commandTail
  const files: string[] = []
  for (const word of rest.split(/\s+/).filter(Boolean)) {
    if (/^\/(v|c|n|i|off(line)?)$/i.test(word)) options.add(word.slice(1).toLowerCase())
    else if (word.startsWith('/')) return refuse('FIND: Invalid switch')
    else files.push(word)
  }
  if (!wanted) return refuse('FIND: Parameter format not correct')
  const fold = (text: string) => (options.has('i') ? text.toLowerCase() : text)
  const text = fold((wanted[1] ?? '').replaceAll('""', '"'))
  // An empty text is in no line.
  const hit = (line: string) => (text !== '' && fold(line).includes(text)) !== options.has('v')
  let found = false
  const search = async (lines: AsyncIterable<string> | Iterable<string>, name: string | null) => {
    if (name !== null && !options.has('c')) await io.out.write(`\r\n---------- ${name.toUpperCase()}\r\n`)
    let count = 0
    let number = 0
    for await (const line of lines) {
      number++
      if (!hit(line)) continue
      count++
      found = true
      if (!options.has('c')) await io.out.write(`${options.has('n') ? `[${number}]` : ''}${line}\r\n`)
    }
    if (options.has('c'))
      await io.out.write(name === null ? `${count}\r\n` : `\r\n---------- ${name.toUpperCase()}: ${count}\r\n`)
  }
  if (files.length === 0) await search(linesOf(io.input, interrupt), null)
  for (const name of files) {
    const lines = fileLines(running, name)
    if (lines) await search(lines, name)
    else await io.err.write(`File not found - ${name.toUpperCase()}\r\n`)
  }
  return found ? 0 : 1

  async function refuse(message: string): Promise<number> {
    await io.err.write(`${message}\r\n`)
    return 2
  }
}
