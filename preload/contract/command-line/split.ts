import { type Parsed, refused, understood } from '../grammar/parsed.ts'
import { withoutSurroundings } from './pasted-text.ts'
import { ansiQuotedAt, substitutionAt } from './substitution.ts'

/** The shells whose lines can be pasted. */
export type PastedShell = 'posix' | 'powershell' | 'cmd'

/** One word of a line: its text after quoting, where it began, and whether the shell would have replaced a part of it. */
export type Word = { text: string; at: number; expands: boolean }

/**
 * Splits a pasted line into words as its shell would, without running or replacing anything. Prompts, remarks before it and
 * the fence of a code block are read over.
 */
export function splitCommandLine(pasted: string, shell: PastedShell = guessShell(pasted)): Parsed<Word[]> {
  const reader: Reader = { ...withoutSurroundings(pasted), words: [], word: undefined, expands: false }
  const problem = rules[shell](reader)
  if (problem) return problem
  endWord(reader)
  return understood(reader.words)
}

/** The shell that a pasted text was most likely written for. */
function guessShell(text: string): PastedShell {
  if (/\\\r?\n/.test(text)) return 'posix'
  if (/`\r?\n/.test(text)) return 'powershell'
  if (/\^\r?\n/.test(text)) return 'cmd'
  if (/^\s*PS [^>]*>/.test(text)) return 'powershell'
  if (/^\s*[a-z]:\\[^>]*>/i.test(text)) return 'cmd'
  if (/^\s*&\s*["']/.test(text)) return 'powershell'
  // The environment as cmd writes it: %cd%, %USERPROFILE%.
  if (/(?:^|[\s"=:])%[a-z_]\w*%/i.test(text)) return 'cmd'
  if (!/(?:^|[\s"'=:])(?:[a-z]:\\|\\\\)/i.test(text)) return 'posix'
  return /['`$]/.test(text) ? 'powershell' : 'cmd'
}

type Reader = {
  text: string
  at: number
  words: Word[]
  word: { text: string; at: number } | undefined
  expands: boolean
}
type Stop = ReturnType<typeof refused> | undefined

function add(reader: Reader, text: string, at = reader.at): void {
  reader.word ??= { text: '', at }
  reader.word.text += text
}

/** Takes the text that bash's `$'…'` stands for. */
function tookAnsiQuoted(reader: Reader): boolean {
  const quoted = ansiQuotedAt(reader.text, reader.at)
  if (!quoted) return false
  add(reader, quoted.value)
  reader.at += quoted.length - 1
  return true
}

/** Takes what the shell would replace here as it is written, blanks and quotes with it. */
function tookSubstitution(reader: Reader, shell: 'posix' | 'powershell'): boolean {
  const length = substitutionAt(reader.text, reader.at, shell)
  if (length === 0) return false
  reader.expands = true
  add(reader, reader.text.slice(reader.at, reader.at + length))
  reader.at += length - 1
  return true
}

function endWord(reader: Reader): void {
  if (reader.word) reader.words.push({ ...reader.word, expands: reader.expands })
  reader.word = undefined
  reader.expands = false
}

function notOne(reader: Reader): Stop {
  return refused(
    `One command is expected: "${reader.text.charAt(reader.at)}" starts another or redirects it`,
    reader.at,
  )
}

const open = (at: number): Stop => refused('A quote is not closed', at)

function isBreak(reader: Reader): boolean {
  return /\r?\n/y.test(reader.text.charAt(reader.at)) || reader.text.startsWith('\r\n', reader.at)
}

/** A line end is the end of the command, unless only blanks follow. */
function atLineEnd(reader: Reader): Stop | 'end' {
  return reader.text.slice(reader.at).trim() === ''
    ? 'end'
    : refused('One command is expected: a line does not end in a continuation sign', reader.at)
}

/** Length of the line break right after an escape sign, 0 when there is none. */
function breakAfter(reader: Reader): number {
  return reader.text.startsWith('\r\n', reader.at + 1) ? 2 : reader.text.charAt(reader.at + 1) === '\n' ? 1 : 0
}

function readPosix(reader: Reader): Stop {
  const { text } = reader
  for (; reader.at < text.length; reader.at++) {
    const sign = text.charAt(reader.at)
    if (sign === '\\') {
      const skip = breakAfter(reader)
      if (skip) reader.at += skip
      else add(reader, text.charAt(++reader.at) || '\\', reader.at - 1)
    } else if (sign === "'") {
      const end = text.indexOf("'", reader.at + 1)
      if (end < 0) return open(reader.at)
      add(reader, text.slice(reader.at + 1, end))
      reader.at = end
    } else if (sign === '"') {
      const start = reader.at
      add(reader, '')
      for (reader.at++; text.charAt(reader.at) !== '"'; reader.at++) {
        if (reader.at >= text.length) return open(start)
        const inner = text.charAt(reader.at)
        if (inner === '\\' && breakAfter(reader)) reader.at += breakAfter(reader)
        else if (inner === '\\' && /[$`"\\]/.test(text.charAt(reader.at + 1))) add(reader, text.charAt(++reader.at))
        else if (!tookSubstitution(reader, 'posix')) {
          if (inner === '`' || inner === '$') reader.expands = true
          add(reader, inner)
        }
      }
    } else if (isBreak(reader)) {
      const end = atLineEnd(reader)
      return end === 'end' ? undefined : end
    } else if (/\s/.test(sign)) endWord(reader)
    else if (/[;&|<>()]/.test(sign)) return notOne(reader)
    else if (sign === '#' && !reader.word) return undefined
    else if (!tookAnsiQuoted(reader) && !tookSubstitution(reader, 'posix')) {
      if (/[$`*?]/.test(sign) || (sign === '~' && !reader.word)) reader.expands = true
      add(reader, sign)
    }
  }
  return undefined
}

const singles = /['\u2018\u2019\u201a\u201b]/
const doubles = /["\u201c\u201d\u201e]/
const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', '0': '\0' }

function readPowerShell(reader: Reader): Stop {
  const { text } = reader
  for (; reader.at < text.length; reader.at++) {
    const sign = text.charAt(reader.at)
    if (sign === '`') {
      const skip = breakAfter(reader)
      if (skip) reader.at += skip
      else reader.at++
      const escaped = text.charAt(reader.at)
      if (!skip) add(reader, escapes[escaped] ?? escaped, reader.at - 1)
    } else if (singles.test(sign) || doubles.test(sign)) {
      const kind = singles.test(sign) ? singles : doubles
      const start = reader.at
      add(reader, '')
      for (reader.at++; ; reader.at++) {
        if (reader.at >= text.length) return open(start)
        const inner = text.charAt(reader.at)
        if (kind.test(inner)) {
          if (!kind.test(text.charAt(reader.at + 1))) break
          // The second sign is what PowerShell keeps of a doubled pair.
          reader.at++
          add(reader, text.charAt(reader.at))
        } else if (kind === doubles && inner === '`') {
          reader.at++
          const escaped = text.charAt(reader.at)
          add(reader, escapes[escaped] ?? escaped)
        } else if (kind === singles || !tookSubstitution(reader, 'powershell')) {
          if (kind === doubles && inner === '$') reader.expands = true
          add(reader, inner)
        }
      }
    } else if (isBreak(reader)) {
      const end = atLineEnd(reader)
      return end === 'end' ? undefined : end
    } else if (/\s/.test(sign)) endWord(reader)
    else if (tookSubstitution(reader, 'powershell')) continue
    else if (/[;|<>(){}]/.test(sign) || (sign === '&' && (reader.word || reader.words.length > 0)))
      return notOne(reader)
    else if (sign === '&') endWord(reader)
    else if (sign === '#' && !reader.word) return undefined
    else {
      if (sign === '$' || (sign === '@' && !reader.word)) reader.expands = true
      add(reader, sign)
    }
  }
  return undefined
}

/** cmd takes its carets away first, then the program splits the line as the C runtime does. */
function readCmd(reader: Reader): Stop {
  const { text } = reader
  let quotedForCmd = false
  let quoted = false
  let slashes = 0
  let start = -1
  const flush = () => {
    if (slashes > 0) add(reader, '\\'.repeat(slashes), reader.at - slashes)
    slashes = 0
  }
  for (; reader.at < text.length; reader.at++) {
    let sign = text.charAt(reader.at)
    let escaped = false
    if (sign === '^' && !quotedForCmd) {
      const skip = breakAfter(reader)
      if (skip) {
        reader.at += skip
        continue
      }
      sign = text.charAt(++reader.at)
      escaped = true
    } else if (isBreak(reader)) {
      flush()
      if (quoted) return open(start)
      const end = atLineEnd(reader)
      return end === 'end' ? undefined : end
    } else if (!quotedForCmd && /[&|<>]/.test(sign)) return notOne(reader)
    if (sign === '"' && !escaped) quotedForCmd = !quotedForCmd
    if (sign === '%' && !escaped) reader.expands = /%[^%\s]+%/.test(text.slice(reader.at)) || reader.expands
    if (sign === '\\') {
      slashes++
      continue
    }
    if (sign === '"') {
      const literal = slashes % 2 === 1
      if (slashes > 0) add(reader, '\\'.repeat(Math.floor(slashes / 2)), reader.at - slashes)
      slashes = 0
      if (literal) add(reader, '"')
      else if (quoted && text.charAt(reader.at + 1) === '"' && !escaped) {
        add(reader, '"')
        reader.at++
        quotedForCmd = !quotedForCmd
      } else {
        add(reader, '')
        if (!quoted) start = reader.at
        quoted = !quoted
      }
      continue
    }
    flush()
    if (/\s/.test(sign) && !quoted) endWord(reader)
    else add(reader, sign)
  }
  flush()
  return quoted ? open(start) : undefined
}

const rules: Record<PastedShell, (reader: Reader) => Stop> = {
  posix: readPosix,
  powershell: readPowerShell,
  cmd: readCmd,
}
