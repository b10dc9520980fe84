import { goDuration, type Healthcheck, readGoDuration } from '../../healthcheck.ts'
import type { Instruction } from './dockerfile.ts'

/**
 * The health check that a HEALTHCHECK says; throws an Error with the parser's own text, to which the line is put by the
 * caller [checked against a classic builder].
 */
export function readHealthcheck({ rest, json, flags }: Pick<Instruction, 'rest' | 'json' | 'flags'>): Healthcheck {
  const [, word = '', behind = ''] = /^(\S+)\s*(.*)$/s.exec(rest) ?? []
  const kind = word.toUpperCase()
  if (kind === 'NONE') {
    if (behind.trim() !== '') throw new Error('HEALTHCHECK NONE takes no arguments')
    return { Test: ['NONE'] }
  }
  if (kind !== 'CMD') throw new Error(`Unknown type ${JSON.stringify(kind)} in HEALTHCHECK (try CMD)`)
  if (behind.trim() === '') throw new Error('Missing command after HEALTHCHECK CMD')
  const check: Healthcheck = { Test: json ? ['CMD', ...json] : ['CMD-SHELL', behind] }
  const times = [
    ['interval', 'Interval'],
    ['timeout', 'Timeout'],
    ['start-period', 'StartPeriod'],
    ['start-interval', 'StartInterval'],
  ] as const
  for (const [flag, key] of times) {
    const text = flags[flag]
    if (text === undefined || text === '') continue
    const value = readGoDuration(text)
    if (value === null) throw new Error(`time: invalid duration ${JSON.stringify(text)}`)
    if (value < 1_000_000) throw new Error(`Interval ${JSON.stringify(flag)} cannot be less than 1ms`)
    check[key] = value
  }
  const { retries } = flags
  if (retries !== undefined && retries !== '') {
    if (!/^[-+]?\d+$/.test(retries))
      throw new Error(`strconv.ParseInt: parsing ${JSON.stringify(retries)}: invalid syntax`)
    if (Number(retries) < 1) throw new Error(`--retries must be at least 1 (not ${Number(retries)})`)
    check.Retries = Number(retries)
  }
  return check
}

/** As the history shows it: Go's %q of the structure, which has five times and numbers since 25.0. */
export function healthText(check: Healthcheck): string {
  const test = (check.Test ?? []).map((one) => JSON.stringify(one)).join(' ')
  const times = [check.Interval, check.Timeout, check.StartPeriod, check.StartInterval]
    .map((value) => `"${goDuration(value ?? 0)}"`)
    .join(' ')
  const retries = check.Retries ?? 0
  const rune =
    retries >= 32 && retries < 127 ? String.fromCharCode(retries) : `\\x${retries.toString(16).padStart(2, '0')}`
  return `&{[${test}] ${times} '${rune}'}`
}

/** The JSON form behind CMD, where it is one. */
export function healthJson(rest: string): string[] | null {
  const list = /^CMD\s+(\[.*\])\s*$/is.exec(rest)?.[1]
  if (list === undefined) return null
  try {
    const value: unknown = JSON.parse(list)
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null
  } catch {
    return null
  }
}
