import { EngineError } from '../../route.ts'
import { healthJson, readHealthcheck } from './health-step.ts'

export interface Instruction {
  /** In capitals. */
  readonly name: string
  /** Line that it begins at, from 1. */
  readonly line: number
  readonly flags: Readonly<Record<string, string>>
  /** All behind the flags, lines joined. */
  readonly rest: string
  /** The JSON form, where it is one. */
  readonly json: readonly string[] | null
}

export interface Dockerfile {
  readonly escape: '\\' | '`'
  readonly instructions: readonly Instruction[]
}

/** Flags that each instruction takes. */
const known: Readonly<Record<string, readonly string[]>> = {
  ADD: ['chown', 'chmod'],
  ARG: [],
  CMD: [],
  COPY: ['from', 'chown', 'chmod'],
  ENTRYPOINT: [],
  ENV: [],
  EXPOSE: [],
  FROM: ['platform'],
  HEALTHCHECK: ['interval', 'timeout', 'start-period', 'start-interval', 'retries'],
  LABEL: [],
  MAINTAINER: [],
  ONBUILD: [],
  RUN: ['mount', 'network', 'security'],
  SHELL: [],
  STOPSIGNAL: [],
  USER: [],
  VOLUME: [],
  WORKDIR: [],
}

/** Reads a Dockerfile; throws an EngineError 400 with the classic builder's text. */
export function parseDockerfile(text: string, name: string): Dockerfile {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const directive = /^#\s*escape\s*=\s*(\S+)\s*$/i
  let sign: '\\' | '`' = '\\'
  for (const line of lines) {
    if (!/^#\s*[a-z]+\s*=/i.test(line)) break
    const found = directive.exec(line)?.[1]
    if (found === undefined) continue
    if (found !== '\\' && found !== '`')
      throw new EngineError(400, `failed to parse Dockerfile: invalid ESCAPE '${found}'. Must be \` or \\`)
    sign = found
  }
  const instructions: Instruction[] = []
  for (let at = 0; at < lines.length; at++) {
    const first = lines[at] ?? ''
    if (/^\s*(#|$)/.test(first)) continue
    const line = at + 1
    let whole = ''
    let current = first
    const continued = sign === '`' ? /`[ \t]*$/ : /\\[ \t]*$/
    while (continued.test(current)) {
      whole += current.replace(continued, '')
      at++
      // Comments and empty lines inside an instruction fall away.
      while (at < lines.length && /^\s*(#|$)/.test(lines[at] ?? '')) at++
      current = lines[at] ?? ''
    }
    const found = instruction((whole + current).trim(), line)
    if (found.name === 'ENV' || found.name === 'LABEL') {
      if (pairs(found.name, found.rest, sign).some(([key]) => key === '')) {
        throw new EngineError(400, `dockerfile parse error line ${line}: ${found.name} names can not be blank`)
      }
    }
    instructions.push(found)
  }
  if (instructions.length === 0) throw new EngineError(400, `the Dockerfile (${name}) cannot be empty`)
  return { escape: sign, instructions }
}

function instruction(text: string, line: number): Instruction {
  const [, word = '', behind = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? []
  const name = word.toUpperCase()
  const allowed = known[name]
  const fail = (why: string) => new EngineError(400, `dockerfile parse error line ${line}: ${why}`)
  if (!allowed) throw fail(`unknown instruction: ${name}`)
  const flags: Record<string, string> = {}
  let rest = behind
  for (;;) {
    const flag = /^--([a-z-]+)(?:=(\S*))?(?:\s+|$)/.exec(rest)
    if (!flag?.[1]) break
    if (!allowed.includes(flag[1])) throw fail(`Unknown flag: ${flag[1]}`)
    flags[flag[1]] = flag[2] ?? ''
    rest = rest.slice(flag[0].length)
  }
  const json = name === 'HEALTHCHECK' ? healthJson(rest) : jsonForm(rest)
  const words = rest.split(/\s+/).filter((one) => one !== '')
  if (name === 'FROM' && !(words.length === 1 || (words.length === 3 && words[1]?.toUpperCase() === 'AS'))) {
    throw fail('FROM requires either one or three arguments')
  }
  if ((name === 'COPY' || name === 'ADD') && (json ?? words).length < 2) {
    throw fail(
      `${name} requires at least two arguments, but only one was provided. Destination could not be determined`,
    )
  }
  if (['ARG', 'LABEL', 'ENV', 'EXPOSE', 'VOLUME', 'HEALTHCHECK', 'ONBUILD'].includes(name) && rest === '') {
    throw fail(`${name} requires at least one argument`)
  }
  if (['WORKDIR', 'USER', 'MAINTAINER', 'STOPSIGNAL'].includes(name) && rest === '') {
    throw fail(`${name} requires exactly one argument`)
  }
  if (name === 'HEALTHCHECK') {
    try {
      readHealthcheck({ rest, json, flags })
    } catch (error) {
      throw fail(error instanceof Error ? error.message : String(error))
    }
  }
  if (name === 'ONBUILD') {
    const trigger = /^\S+/.exec(rest)?.[0].toUpperCase() ?? ''
    if (trigger === 'ONBUILD') throw fail("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed")
    if (trigger === 'FROM' || trigger === 'MAINTAINER') throw fail(`${trigger} isn't allowed as an ONBUILD trigger`)
  }
  if (name === 'SHELL' && !json) throw fail('SHELL requires the arguments to be in JSON form')
  return { name, line, flags, rest, json }
}

function jsonForm(text: string): string[] | null {
  if (!text.startsWith('[')) return null
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null
  } catch {
    return null
  }
}

/** Words of `a=b c="d e"`, quotes taken off; `key value` is one pair. Throws an EngineError 400. */
export function pairs(name: string, rest: string, sign: string): [string, string][] {
  const words = quotedWords(rest, sign)
  const [first = ''] = words
  if (!first.includes('=')) {
    const [, key = '', value = ''] = /^(\S+)\s+(.*)$/s.exec(rest) ?? []
    if (key === '') throw new EngineError(400, `failed to parse Dockerfile: ${name} must have two arguments`)
    return [[key, value]]
  }
  return words.map((word) => {
    const at = word.indexOf('=')
    if (at < 0) {
      throw new EngineError(
        400,
        `failed to parse Dockerfile: Syntax error - can't find = in "${word}". Must be of the form: name=value`,
      )
    }
    return [word.slice(0, at), word.slice(at + 1)]
  })
}

/** Words between spaces, where quotes hold a word together and fall away. */
export function quotedWords(text: string, sign: string): string[] {
  const words: string[] = []
  let word: string | null = null
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? ''
    if (letter === sign && quote !== "'" && at + 1 < text.length && /["'\s]/.test(text[at + 1] ?? '')) {
      word = (word ?? '') + (text[at + 1] ?? '')
      at++
    } else if (quote !== '') {
      if (letter === quote) quote = ''
      else word = (word ?? '') + letter
    } else if (letter === '"' || letter === "'") {
      quote = letter
      word ??= ''
    } else if (/\s/.test(letter)) {
      if (word !== null) words.push(word)
      word = null
    } else word = (word ?? '') + letter
  }
  if (word !== null) words.push(word)
  return words
}

/** Puts values in for `$NAME`, `${NAME}`, `${NAME:-word}` and `${NAME:+word}`; names of Windows ignore case. */
export function expand(text: string, values: ReadonlyMap<string, string>, sign: string): string {
  const form = /([\\`])?\$(?:([a-zA-Z_]\w*)|\{([a-zA-Z_]\w*)(?::([-+])([^}]*))?\})/g
  return text.replace(
    form,
    (
      whole: string,
      before: string | undefined,
      plain: string | undefined,
      braced: string | undefined,
      rule: string | undefined,
      word: string | undefined,
    ) => {
      if (before === sign) return whole.slice(1)
      const wanted = (plain ?? braced ?? '').toLowerCase()
      const found = [...values].find(([name]) => name.toLowerCase() === wanted)?.[1] ?? ''
      const value = rule === '-' ? found || (word ?? '') : rule === '+' ? (found ? (word ?? '') : '') : found
      return (before ?? '') + value
    },
  )
}
