import type { Program } from '../program.ts'
import { fileLines, linesOf } from './input-lines.ts'

/** findstr's small expressions as a RegExp: `.`, `*`, `^`, `$`, classes, `\<`, `\>`; else text. Bounded by its input line. */
function expression(
  text: string,
  literal: boolean,
  flags: { begin: boolean; end: boolean; ignoreCase: boolean; whole: boolean },
): RegExp {
  let source = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  if (!literal) {
    source = text.replace(/\\<|\\>/g, '\\b').replace(/[+?{}()|]/g, '\\$&')
  }
  const begin = flags.begin || flags.whole ? '^' : ''
  const end = flags.end || flags.whole ? '$' : ''
  try {
    return new RegExp(`${begin}(?:${source})${end}`, flags.ignoreCase ? 'i' : '')
  } catch {
    return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  }
}

/** `findstr` with /I /V /N /M /X /B /E /L /R /C:text, of standard input or of files. */
export const findstr: Program = async (running) => {
  const { argv, io, interrupt } = running
  const options = new Set<string>()
  const texts: string[] = []
  const words: string[] = []
  for (const word of argv.slice(1)) {
    const phrase = /^\/c:(.*)$/i.exec(word)
    if (phrase) texts.push(phrase[1] ?? '')
    else if (/^[/-][bielrsvxnmop]+$/i.test(word)) for (const letter of word.slice(1).toLowerCase()) options.add(letter)
    else if (word.startsWith('/')) {
      await io.err.write(`FINDSTR: ${word} ignored\r\n`)
    } else words.push(word)
  }
  const phrases = texts.length > 0
  if (!phrases) texts.push(...(words.shift() ?? '').split(' ').filter(Boolean))
  if (texts.length === 0) {
    await io.err.write('FINDSTR: Bad command line\r\n')
    return 2
  }
  const literal = options.has('l') || (phrases && !options.has('r'))
  const flags = {
    begin: options.has('b'),
    end: options.has('e'),
    ignoreCase: options.has('i'),
    whole: options.has('x'),
  }
  const tests = texts.map((it) => expression(it, literal, flags))
  let found = false
  const search = async (lines: AsyncIterable<string> | Iterable<string>, name: string | null) => {
    let number = 0
    for await (const line of lines) {
      number++
      if (tests.some((it) => it.test(line.slice(0, 8191))) === options.has('v')) continue
      found = true
      if (options.has('m')) {
        await io.out.write(`${name ?? '(stdin)'}\r\n`)
        return
      }
      const prefix = name === null || words.length < 2 ? '' : `${name}:`
      await io.out.write(`${prefix}${options.has('n') ? `${number}:` : ''}${line}\r\n`)
    }
  }
  if (words.length === 0) await search(linesOf(io.input, interrupt), null)
  for (const name of words) {
    const lines = fileLines(running, name)
    if (lines) await search(lines, name)
    else await io.err.write(`FINDSTR: Cannot open ${name}\r\n`)
  }
  return found ? 0 : 1
}
