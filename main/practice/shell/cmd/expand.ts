/**
 * Replaces `%NAME%`, `%NAME:old=new%` and `%NAME:~from,length%`. On the command line an unknown name stays as it is; in a
 * batch file it becomes nothing, `%%` is `%`, and `%0` to `%9` and `%*` are the arguments.
 */
export function expandVariables(
  line: string,
  get: (name: string) => string | undefined,
  batch: readonly string[] | null = null,
): string {
  let result = ''
  let at = 0
  while (at < line.length) {
    const character = line[at] ?? ''
    if (character !== '%') {
      result += character
      at++
      continue
    }
    const next = line[at + 1] ?? ''
    if (batch && next === '%') {
      result += '%'
      at += 2
    } else if (batch && /[0-9*]/.test(next)) {
      result += next === '*' ? batch.slice(1).join(' ') : (batch[Number(next)] ?? '')
      at += 2
    } else {
      const end = line.indexOf('%', at + 1)
      const value = end > at + 1 ? valueFor(line.slice(at + 1, end), get) : undefined
      if (value !== undefined) {
        result += value
        at = end + 1
      } else if (batch && end > at + 1) at = end + 1
      else {
        result += '%'
        at++
      }
    }
  }
  return result
}

function valueFor(expression: string, get: (name: string) => string | undefined): string | undefined {
  const colon = expression.indexOf(':')
  if (colon < 1) return get(expression)
  const value = get(expression.slice(0, colon))
  if (value === undefined) return undefined
  const change = expression.slice(colon + 1)
  const part = /^~(-?\d+)(?:,(-?\d+))?$/.exec(change)
  if (part) {
    const from = Number(part[1])
    const start = from < 0 ? Math.max(0, value.length + from) : from
    const length = part[2] === undefined ? value.length : Number(part[2])
    return value.slice(start, length < 0 ? value.length + length : start + length)
  }
  const equals = change.indexOf('=')
  if (equals < 1) return undefined
  return replaceIgnoringCase(value, change.slice(0, equals), change.slice(equals + 1))
}

function replaceIgnoringCase(text: string, old: string, fresh: string): string {
  const lower = text.toLowerCase()
  const wanted = old.toLowerCase()
  let result = ''
  let at = 0
  for (;;) {
    const found = lower.indexOf(wanted, at)
    if (found < 0) return result + text.slice(at)
    result += text.slice(at, found) + fresh
    at = found + wanted.length
  }
}
