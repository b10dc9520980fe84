import { quotePosix } from '../../../../preload/contract/command-line/quoting.ts'
import { splitCommandLine } from '../../../../preload/contract/command-line/split.ts'
import { type EngineOs, type Parsed, understood } from '../../../../preload/contract/grammar/parsed.ts'

/** A typed command as the argument vector that the container gets. */
export type Argv = {
  words: string[]
  /** Words with a sign that a shell would have replaced; here nobody does. */
  expands: string[]
}

/**
 * Splits a typed command into its words: quotes of bash for Linux, of a Windows program's command line for Windows, and
 * for both the JSON list of a Dockerfile (`["cmd", "/c", "dir"]`).
 */
export function splitArgv(text: string, os: EngineOs): Parsed<Argv> {
  const list = jsonList(text)
  if (list) return understood({ words: list, expands: [] })
  const split = splitCommandLine(text, os === 'windows' ? 'cmd' : 'posix')
  if (!split.ok) return split
  return understood({
    words: split.value.map((word) => word.text),
    expands: split.value.filter((word) => word.expands).map((word) => word.text),
  })
}

/** Writes words so that `splitArgv` reads the same again. */
export function joinArgv(words: readonly string[], os: EngineOs): string {
  if (words.length === 0) return ''
  const written = words.map((word) => (os === 'windows' ? quoteForProgram(word) : quotePosix(word))).join(' ')
  const again = splitArgv(written, os)
  return again.ok && same(again.value.words, words) ? written : JSON.stringify(words)
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, index) => word === other[index])
}

function jsonList(text: string): string[] | undefined {
  if (!text.trimStart().startsWith('[')) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) && value.every((word): word is string => typeof word === 'string') ? value : undefined
  } catch {
    return undefined
  }
}

/** The C runtime's quoting; words that need more are written as a JSON list. */
function quoteForProgram(word: string): string {
  return word === '' || /[\s"&|<>^%]/.test(word) ? `"${word.replaceAll('"', '\\"')}"` : word
}
