import type { Extent } from './ast.ts'

export interface PsErrorParts {
  readonly message: string
  /** FullyQualifiedErrorId */
  readonly id: string
  /** CategoryInfo: `ObjectNotFound: (x:String) [Get-Item], ItemNotFoundException`. */
  readonly category: string
  /** The command's name before the colon; empty for none. */
  readonly activity?: string
  readonly extent?: Extent
}

/** An error record; thrown it ends the statement. */
export class PsError extends Error {
  readonly id: string
  readonly category: string
  readonly activity: string
  readonly extent: Extent | null

  constructor(parts: PsErrorParts) {
    super(parts.message)
    this.id = parts.id
    this.category = parts.category
    this.activity = parts.activity ?? ''
    this.extent = parts.extent ?? null
  }

  /** Parse errors say what is wrong below the place, not above it. */
  last = ''
  /** Raised by `throw`: the script ends with it. */
  ends = false

  withLast(text: string): this {
    this.last = text
    return this
  }

  /** Said without the place in the script, as 5.1 does for Write-Error. */
  unplaced(): this {
    this.#placeless = true
    return this
  }

  #placeless = false

  /** The same with the name that the command was called by: an alias, or as it was typed. */
  calledAs(name: string, own: string): PsError {
    if (this.activity !== own || name === own) return this
    const { message, id, category, extent } = this
    return new PsError({ message, id, category, activity: name, ...(extent && { extent }) })
  }

  /** The same with a place, where it has none. */
  at(extent: Extent): PsError {
    if (this.extent || this.#placeless) return this
    const { message, id, category, activity } = this
    return new PsError({ message, id, category, activity, extent })
  }
}

/** An error record as Windows PowerShell 5.1 shows it, each line broken at the width. */
export function errorText(error: PsError, script: string, width: number): string {
  const head = error.activity ? `${error.activity} : ${error.message}` : error.message
  const lines = error.last ? [] : head.split(/\r?\n/)
  if (error.extent) lines.push(...position(error.extent, script))
  if (error.last) lines.push(error.last)
  lines.push(
    chunked(`+ CategoryInfo          : ${error.category}`, width),
    chunked(`+ FullyQualifiedErrorId : ${error.id}`, width),
    ' ',
  )
  return lines.map((line) => `${wrap(line, width).join('\r\n')}\r\n`).join('')
}

/** 5.1 puts four blanks before each piece of this size, and only then breaks the line. */
function chunked(text: string, width: number): string {
  const size = Math.max(10, width - 6)
  let result = ''
  for (let at = 0; at < text.length; at += size) result += `    ${text.slice(at, at + size)}`
  return result
}

/** The characters of a line that an error shows: long ones are cut around the place. */
const lineLimit = 69

function position({ start, end }: Extent, script: string): string[] {
  const lines = script.slice(0, start).split('\n')
  const column = (lines.at(-1) ?? '').length
  const line = script.slice(start - column).split(/\r?\n/)[0] ?? ''
  const from = line.length > lineLimit && column > lineLimit - 12 ? Math.min(column - 12, line.length - lineLimit) : 0
  const before = from > 0 ? '... ' : ''
  const shown = line.slice(from, from + lineLimit)
  const after = from + lineLimit < line.length ? ' ...' : ''
  const place = column - from
  const length = Math.max(1, Math.min(end - start, shown.length - place))
  return [
    `At line:${lines.length} char:${column + 1}`,
    `+ ${before}${shown}${after}`,
    `+ ${' '.repeat(before.length + place)}${'~'.repeat(length)}`,
  ]
}

/** Breaks a line at blanks, which stay at the line's end, as the error formatter does. */
function wrap(line: string, width: number): string[] {
  const room = Math.max(10, width - 1)
  const lines: string[] = []
  let rest = line
  while (rest.length > room) {
    const blank = rest.lastIndexOf(' ', room - 1)
    const cut = blank > 0 && rest.slice(0, blank).trim() !== '' ? blank + 1 : room
    lines.push(rest.slice(0, cut))
    rest = rest.slice(cut)
  }
  lines.push(rest)
  return lines
}

/** What the language itself says, without a command's name. */
export function runtimeError(message: string, id: string, kind = 'InvalidArgument: (:) [], RuntimeException'): PsError {
  return new PsError({ message, id, category: kind })
}
