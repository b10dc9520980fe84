/**
 * Length of what a shell would replace at this place as one piece: `$(pwd)`, `${PWD}` with whatever they hold, and in bash
 * `` `pwd` ``. 0 where none begins, or where it is not closed.
 */
export function substitutionAt(text: string, at: number, shell: 'posix' | 'powershell'): number {
  if (shell === 'posix' && text.charAt(at) === '`') return closed(text, text.indexOf('`', at + 1), at)
  if (text.charAt(at) !== '$') return 0
  if (text.charAt(at + 1) === '{') return closed(text, text.indexOf('}', at + 2), at)
  if (text.charAt(at + 1) !== '(') return 0
  let depth = 0
  let quote = ''
  for (let index = at + 1; index < text.length; index++) {
    const sign = text.charAt(index)
    if (quote !== '') {
      if (sign === quote) quote = ''
    } else if (sign === '"' || sign === "'") quote = sign
    else if (sign === '(') depth++
    else if (sign === ')' && --depth === 0) return index + 1 - at
  }
  return 0
}

function closed(text: string, end: number, at: number): number {
  return end < 0 || text.slice(at, end).includes('\n') ? 0 : end + 1 - at
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', e: '\x1b', a: '\x07', b: '\b', f: '\f', v: '\v' }

/** The text of bash's `$'a\nb'` beginning at this place, and its length with all signs; undefined where none does. */
export function ansiQuotedAt(text: string, at: number): { value: string; length: number } | undefined {
  if (!text.startsWith("$'", at)) return undefined
  let value = ''
  for (let index = at + 2; index < text.length; index++) {
    const sign = text.charAt(index)
    if (sign === "'") return { value, length: index + 1 - at }
    if (sign !== '\\') {
      value += sign
      continue
    }
    const code = /x([0-9a-f]{1,2})|u([0-9a-f]{1,4})/iy
    code.lastIndex = index + 1
    const digits = code.exec(text)
    const escaped = text.charAt(index + 1)
    value += digits
      ? String.fromCharCode(Number.parseInt(digits[1] ?? digits[2] ?? '', 16))
      : (ESCAPES[escaped] ?? escaped)
    index += digits ? digits[0].length : 1
  }
  return undefined
}
