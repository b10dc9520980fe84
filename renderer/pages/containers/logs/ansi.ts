/** A colour of the 256-colour palette (0-255) or a true colour (`#rrggbb`). */
export type AnsiColour = number | `#${string}`

/** What SGR sequences have set so far. */
export interface AnsiStyle {
  foreground: AnsiColour | null
  background: AnsiColour | null
  bold: boolean
  dim: boolean
  italic: boolean
  underline: boolean
  inverse: boolean
  strike: boolean
}

export const PLAIN: AnsiStyle = {
  foreground: null,
  background: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  inverse: false,
  strike: false,
}

/** A stretch of one style: UTF-16 offsets in the line's text, `end` exclusive. */
export interface AnsiRun {
  start: number
  end: number
  style: AnsiStyle
}

export interface AnsiText {
  /** The text without escape sequences; other control characters are still in it. */
  text: string
  /** Only stretches that are not plain. */
  runs: AnsiRun[]
  /** The style that goes on into the next line. */
  end: AnsiStyle
}

const ESCAPE = '\u001b'

/** Takes the escape sequences out of one line: SGR becomes styled runs, every other sequence is dropped (a log has no cursor). */
export function parseAnsi(line: string, start: AnsiStyle): AnsiText {
  let next = line.indexOf(ESCAPE)
  if (next < 0) {
    const runs = start === PLAIN || line.length === 0 ? [] : [{ start: 0, end: line.length, style: start }]
    return { text: line, runs, end: start }
  }
  const parts: string[] = []
  const runs: AnsiRun[] = []
  let style = start
  let length = 0
  let from = 0
  const take = (to: number): void => {
    if (to <= from) return
    parts.push(line.slice(from, to))
    if (style !== PLAIN) addRun(runs, { start: length, end: length + to - from, style })
    length += to - from
  }
  while (next >= 0) {
    take(next)
    const sequence = readSequence(line, next)
    if (sequence.sgr !== null) style = applySgr(style, sequence.sgr)
    from = sequence.end
    next = line.indexOf(ESCAPE, from)
  }
  take(line.length)
  return { text: parts.join(''), runs, end: style }
}

function addRun(runs: AnsiRun[], run: AnsiRun): void {
  const last = runs.at(-1)
  if (last && last.end === run.start && last.style === run.style) last.end = run.end
  else runs.push(run)
}

/** One escape sequence at `at`: where it ends, and its parameters when it is an SGR. ECMA-48 5.4 (CSI), 8.3.89 (OSC). */
function readSequence(line: string, at: number): { end: number; sgr: string | null } {
  const kind = line[at + 1]
  if (kind === '[') {
    let end = at + 2
    while (end < line.length && line.charCodeAt(end) >= 0x20 && line.charCodeAt(end) <= 0x3f) end++
    if (end >= line.length) return { end: line.length, sgr: null }
    return { end: end + 1, sgr: line[end] === 'm' ? line.slice(at + 2, end) : null }
  }
  if (kind === ']' || kind === 'P' || kind === 'X' || kind === '^' || kind === '_') {
    for (let end = at + 2; end < line.length; end++) {
      if (line[end] === '\u0007') return { end: end + 1, sgr: null }
      if (line[end] === ESCAPE) return { end: line[end + 1] === '\\' ? end + 2 : end, sgr: null }
    }
    return { end: line.length, sgr: null }
  }
  // Charset designations carry one more character: ESC ( B.
  if (kind === '(' || kind === ')' || kind === '#') return { end: Math.min(at + 3, line.length), sgr: null }
  return { end: Math.min(at + 2, line.length), sgr: null }
}

function applySgr(before: AnsiStyle, parameters: string): AnsiStyle {
  const codes = parameters.split(/[;:]/).map((code) => (code === '' ? 0 : Number(code)))
  const style = { ...before }
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index] ?? 0
    if (code === 38 || code === 48) {
      const colour = extendedColour(codes, index + 1)
      if (code === 38) style.foreground = colour.value ?? style.foreground
      else style.background = colour.value ?? style.background
      index = colour.next - 1
    } else applyCode(style, code)
  }
  return isPlain(style) ? PLAIN : style
}

function applyCode(style: AnsiStyle, code: number): void {
  if (code === 0) Object.assign(style, PLAIN)
  else if (code === 1) style.bold = true
  else if (code === 2) style.dim = true
  else if (code === 3) style.italic = true
  else if (code === 4 || code === 21) style.underline = true
  else if (code === 7) style.inverse = true
  else if (code === 9) style.strike = true
  else if (code === 22) {
    style.bold = false
    style.dim = false
  } else if (code === 23) style.italic = false
  else if (code === 24) style.underline = false
  else if (code === 27) style.inverse = false
  else if (code === 29) style.strike = false
  else if (code >= 30 && code <= 37) style.foreground = code - 30
  else if (code === 39) style.foreground = null
  else if (code >= 40 && code <= 47) style.background = code - 40
  else if (code === 49) style.background = null
  else if (code >= 90 && code <= 97) style.foreground = code - 90 + 8
  else if (code >= 100 && code <= 107) style.background = code - 100 + 8
}

/** `5;n` and `2;r;g;b` after 38 or 48. */
function extendedColour(codes: number[], at: number): { value: AnsiColour | null; next: number } {
  if (codes[at] === 5) {
    const value = codes[at + 1]
    return { value: value !== undefined && value >= 0 && value <= 255 ? value : null, next: at + 2 }
  }
  if (codes[at] === 2) {
    const parts = codes.slice(at + 1, at + 4)
    if (parts.length < 3 || parts.some((part) => !(part >= 0 && part <= 255))) return { value: null, next: at + 4 }
    return { value: `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`, next: at + 4 }
  }
  return { value: null, next: at + 1 }
}

function isPlain(style: AnsiStyle): boolean {
  return (
    style.foreground === null &&
    style.background === null &&
    !(style.bold || style.dim || style.italic || style.underline || style.inverse || style.strike)
  )
}
