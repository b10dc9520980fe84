import { type ContainerSpec, emptyContainerSpec } from '../container-spec.ts'
import { type Parsed, refused, understood } from '../grammar/parsed.ts'
import {
  aliases,
  type FlagReading,
  otherSwitches,
  otherValueFlags,
  shortNames,
  switches,
  valueFlags,
} from './docker-run-flags.ts'
import { type PastedShell, splitCommandLine, type Word } from './split.ts'

/** A `docker run` or `docker create` line as the create form holds it; `warnings` name what was left out or needs a hand. */
export type DockerRun = { command: 'run' | 'create'; spec: ContainerSpec; detach: boolean; warnings: string[] }

/**
 * K2: reads a pasted `docker run …` line (also `docker create`, `docker container run`), with any shell's quoting and line
 * continuations. The shell is guessed when it is not given. Nothing is run or replaced.
 */
export function parseDockerRun(text: string, shell?: PastedShell): Parsed<DockerRun> {
  const split = splitCommandLine(text, shell)
  if (!split.ok) return split
  const words = split.value
  const reading: FlagReading = { spec: emptyContainerSpec(), detach: false, warnings: [] }
  const head = readHead(words, reading.warnings)
  if (!head.ok) return head
  const { command, next } = head.value
  const flags = readFlags(words, next, reading)
  if (!flags.ok) return flags
  const [image, ...rest] = words.slice(flags.value)
  if (!image) return refused('The image is missing', text.trimEnd().length)
  reading.spec.image = image.text
  reading.spec.command = rest.map((word) => word.text)
  const expanding = words.filter((word) => word.expands).map((word) => word.text)
  if (expanding.length > 0) {
    reading.warnings.push(`The shell would have replaced a part of: ${expanding.join(' ')}`)
  }
  return understood({ command, ...reading })
}

/** Docker, and those whose run lines are made like its own. */
const PROGRAM = /(?:^|[\\/])(?:docker|podman|nerdctl)(?:\.exe)?$/i
const ASSIGNMENT = /^[a-z_]\w*=/i
/** The value of `sudo -u NAME` and the like. */
const SUDO_VALUE = /^-(?:u|g|h|p|C)$/

/** What may stand before the program: `sudo -E`, `winpty`, `NAME=value`. */
function isBeforeProgram(word: string, previous: string | undefined): boolean {
  if (/^(?:sudo|doas|winpty|command|env|time)$/.test(word) || ASSIGNMENT.test(word)) return true
  return previous !== undefined && (word.startsWith('-') || SUDO_VALUE.test(previous))
}

/** Reads `docker [global flags] [container] run`; the value is the index of the first word after it. */
function readHead(words: readonly Word[], warnings: string[]): Parsed<{ command: 'run' | 'create'; next: number }> {
  const first = words.findIndex(({ text }) => PROGRAM.test(text))
  const before = words.slice(0, Math.max(0, first))
  const program = words[first]
  if (!program || before.some(({ text }, index) => !isBeforeProgram(text, before[index - 1]?.text))) {
    return refused('The line does not begin with docker run', words[0]?.at ?? 0)
  }
  warnings.push(...before.filter(({ text }) => ASSIGNMENT.test(text)).map(({ text }) => `${text}: not taken over`))
  let next = first + 1
  for (; words[next]?.text.startsWith('-'); next++) {
    const flag = words[next]?.text ?? ''
    if (/^(?:-H|-c|-l|--host|--context|--config|--log-level|--tlscacert|--tlscert|--tlskey)$/.test(flag)) next++
    warnings.push(`${flag}: not taken over; the container is made on the engine that is chosen here`)
  }
  if (words[next]?.text === 'container') next++
  const command = words[next]
  if (command?.text === 'run' || command?.text === 'create')
    return understood({ command: command.text, next: next + 1 })
  return refused('Only docker run and docker create lines fill the form', command?.at ?? program.at)
}

/** Reads the flags from `next` on; the value is the index of the image. */
function readFlags(words: readonly Word[], next: number, reading: FlagReading): Parsed<number> {
  for (let index = next; index < words.length; index++) {
    const word = words[index]
    if (!word?.text.startsWith('-') || word.text === '-') return understood(index)
    if (word.text === '--') return understood(index + 1)
    const used = word.text.startsWith('--')
      ? readLong(word, words[index + 1], reading)
      : readShort(word, words[index + 1], reading)
    if (!used.ok) return used
    index += used.value
  }
  return understood(words.length)
}

/** Reads one long flag; the value is how many words after it were taken. */
function readLong(word: Word, following: Word | undefined, reading: FlagReading): Parsed<number> {
  const equals = word.text.indexOf('=')
  const written = word.text.slice(2, equals < 0 ? undefined : equals)
  return take(written, equals < 0 ? undefined : word.text.slice(equals + 1), word, following, reading)
}

/** Reads short flags: `-it`, `-p80:80`, `-e A=B`, `-i=false`. */
function readShort(word: Word, following: Word | undefined, reading: FlagReading): Parsed<number> {
  const letters = word.text.slice(1)
  for (let index = 0; index < letters.length; index++) {
    const letter = letters.charAt(index)
    const name = shortNames[letter]
    if (!name) return refused(`docker run has no flag -${letter}`, word.at + index + 1)
    const rest = letters.slice(index + 1)
    if (!takesValue(name)) {
      if (rest.startsWith('=')) return take(name, rest.slice(1), word, following, reading)
      const taken = take(name, undefined, word, following, reading)
      if (!taken.ok) return taken
      continue
    }
    return take(name, rest === '' ? undefined : rest.replace(/^=/, ''), word, following, reading)
  }
  return understood(0)
}

function takesValue(name: string): boolean {
  return Object.hasOwn(valueFlags, name) || otherValueFlags.has(name)
}

function take(
  written: string,
  attached: string | undefined,
  word: Word,
  following: Word | undefined,
  reading: FlagReading,
): Parsed<number> {
  const name = aliases[written] ?? written
  if (!takesValue(name)) return takeSwitch(name, attached, word, reading)
  const value = attached ?? following?.text
  if (value === undefined) return refused(`--${name} needs a value`, word.at + word.text.length)
  const at = attached === undefined ? (following?.at ?? word.at) : word.at
  const problem = valueFlags[name]?.(reading, value)
  if (problem) return refused(`--${name} ${value}: ${problem}`, at)
  if (otherValueFlags.has(name)) reading.warnings.push(otherWarning(name, value))
  return understood(attached === undefined ? 1 : 0)
}

function takeSwitch(name: string, attached: string | undefined, word: Word, reading: FlagReading): Parsed<number> {
  const known = Object.hasOwn(switches, name) ? switches[name] : undefined
  if (!known && !otherSwitches.has(name)) return refused(`docker run has no flag --${name}`, word.at)
  // The spellings that Go's strconv.ParseBool takes.
  if (attached !== undefined && !/^(?:1|0|t|f|true|false)$/i.test(attached)) {
    return refused(`--${name} is true or false, not ${attached}`, word.at)
  }
  const on = attached === undefined || /^(?:1|t)/i.test(attached)
  known?.(reading, on)
  if (!known && on) reading.warnings.push(`--${name}: not taken over`)
  return understood(0)
}

function otherWarning(name: string, value: string): string {
  return name === 'env-file'
    ? `--env-file ${value}: the file was not read; add its variables by hand`
    : `--${name} ${value}: not taken over`
}
