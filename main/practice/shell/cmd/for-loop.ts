import type { Stdio } from '../stdio.ts'
import { decodeText } from '../text-file.ts'
import { hasWildcard, isFolder, joinName, resolvePath, statPath } from '../windows-path.ts'
import { matches } from './matches.ts'
import type { Node, Redirection } from './parse.ts'
import { pathParts } from './path-parts.ts'
import type { CmdSession } from './session.ts'

type For = Extract<Node, { kind: 'for' }>
/** What the loop's variables hold in one round, by letter. */
export type Round = ReadonlyMap<string, string>

/** A loop and where it runs. */
export interface Loop {
  readonly session: CmdSession
  readonly node: For
  readonly io: Stdio
  readonly interrupt: AbortSignal
}

/** What hinders a loop before its first round; the message as cmd prints it. */
export class LoopProblem extends Error {}

/** The rounds of a loop, one after another. Throws LoopProblem. */
export async function* rounds(loop: Loop): AsyncGenerator<Round> {
  const { session, node } = loop
  if (node.how === 'f') {
    yield* lineRounds(loop)
    return
  }
  const words = node.set.match(/(?:"[^"]*"|[^\s,;="])+/g) ?? []
  const values =
    node.how === 'l'
      ? steps(words.map(Number))
      : node.how === 'r'
        ? treeElements(session, resolvePath(session.folder, node.option || '.'), words)
        : elements(session, words, node.how === 'd' ? 'folder' : 'file')
  for (const value of values) yield new Map([[node.variable, value]])
}

/** The numbers of `for /l`. */
function* steps([from = 0, step = 0, to = 0]: readonly number[]): Generator<string> {
  // A step of 0 goes on until Ctrl-C, as there; each turn gives way to it because commands are awaited.
  for (let at = from; step >= 0 ? at <= to : at >= to; at += step) yield String(at)
}

/** The members of a `for` set; patterns stand for the files or folders that they find. */
function elements(session: CmdSession, words: readonly string[], kind: 'file' | 'folder'): string[] {
  return words.flatMap((word) => {
    if (!hasWildcard(word)) return [word]
    const plain = word.replaceAll('"', '')
    const prefix = plain.slice(0, plain.replaceAll('/', '\\').lastIndexOf('\\') + 1)
    return matches(session.world.files, resolvePath(session.folder, plain))
      .filter((it) => it.kind === kind)
      .map((it) => prefix + it.name)
  })
}

/** `for /r`: the set in a folder and in each one below it. */
function* treeElements(session: CmdSession, folder: string, words: readonly string[]): Generator<string> {
  const { files } = session.world
  if (!isFolder(files, folder)) return
  for (const word of words) {
    const plain = word.replaceAll('"', '')
    if (!hasWildcard(plain)) yield joinName(folder, plain)
    else
      for (const it of matches(files, joinName(folder, plain))) if (it.kind === 'file') yield joinName(folder, it.name)
  }
  for (const it of files.list(folder)) {
    if (it.kind === 'folder') yield* treeElements(session, joinName(folder, it.name), words)
  }
}

interface LineOptions {
  readonly delimiters: string
  readonly tokens: string
  readonly skip: number
  readonly comment: string
  readonly backquotes: boolean
}

function readOptions(text: string): LineOptions {
  const delimiters = /delims=(\S*)\s*$/i.exec(text)?.[1] ?? /delims=(\S*)/i.exec(text)?.[1]
  return {
    delimiters: delimiters === undefined ? ' \t' : /delims=\S* $/i.test(text) ? `${delimiters} ` : delimiters,
    tokens: /tokens=([\d,*-]+)/i.exec(text)?.[1] ?? '1',
    skip: Number(/skip=(\d+)/i.exec(text)?.[1] ?? 0),
    comment: /eol=(.)/i.exec(text)?.[1] ?? ';',
    backquotes: /usebackq/i.test(text),
  }
}

/** `for /f`: the lines of files, of a text, or of what a command prints, taken apart. */
async function* lineRounds(loop: Loop): AsyncGenerator<Round> {
  const { node } = loop
  const options = readOptions(node.option)
  const lines = await linesOf(loop, options.backquotes)
  for (const line of lines.slice(options.skip)) {
    if (line === '' || line.startsWith(options.comment)) continue
    const values = tokensOf(line, options)
    if (values.length === 0 || values[0] === '') continue
    const first = node.variable.charCodeAt(0)
    yield new Map(values.map((value, at) => [String.fromCharCode(first + at), value]))
  }
}

async function linesOf({ session, node, io, interrupt }: Loop, backquotes: boolean): Promise<string[]> {
  const set = node.set.trim()
  const inside = (sign: string) =>
    set.length > 1 && set.startsWith(sign) && set.endsWith(sign) ? set.slice(1, -1) : null
  const command = inside(backquotes ? '`' : "'")
  const text = inside(backquotes ? "'" : '"')
  if (command !== null) {
    let printed = ''
    const out = {
      write: async (piece: string) => {
        printed += piece
      },
    }
    const own = { ...session, environment: session.environment.copy(), folders: [...session.folders] }
    // Its carets kept operators from the line that it stands in.
    await session.run(
      own,
      command.replace(/("[^"]*")|\^(.)/g, (_, quoted, sign) => quoted ?? sign),
      { ...io, out },
      interrupt,
    )
    return printed.split(/\r?\n/)
  }
  if (text !== null) return [text]
  const lines: string[] = []
  for (const name of set.match(/"[^"]*"|[^\s,;="]+/g) ?? []) {
    const plain = name.replaceAll('"', '')
    const path = resolvePath(session.folder, plain)
    if (statPath(session.world.files, path)?.kind !== 'file') {
      throw new LoopProblem(`The system cannot find the file ${plain}.\r\n`)
    }
    lines.push(...decodeText(session.world.files.read(path)).split(/\r?\n/))
  }
  return lines
}

function tokensOf(line: string, { delimiters, tokens }: LineOptions): string[] {
  const isDelimiter = (character: string) => delimiters.includes(character)
  const starts: number[] = []
  const words: string[] = []
  for (let at = 0; at < line.length; ) {
    while (at < line.length && isDelimiter(line[at] ?? '')) at++
    if (at >= line.length) break
    starts.push(at)
    let end = at
    while (end < line.length && !isDelimiter(line[end] ?? '')) end++
    words.push(line.slice(at, end))
    at = end
  }
  const values: string[] = []
  let last = 0
  for (const part of tokens.split(',')) {
    const [, from = '', to = from, star = ''] = /^(\d*)(?:-(\d+))?(\*?)$/.exec(part) ?? []
    for (let number = Number(from); from !== '' && number <= Math.min(Number(to), 31); number++) {
      values.push(words[number - 1] ?? '')
      last = number
    }
    // The rest of the line, as it is.
    if (star === '*') values.push(starts[last] === undefined ? '' : line.slice(starts[last]))
  }
  return values
}

/** A loop's body with its variables replaced. */
export function withVariables(node: Node, values: Round, session: CmdSession): Node {
  const letters = [...values.keys()].join('').replace(/[^a-z]/gi, '\\$&')
  const form = new RegExp(`%%?(?:(~)([fdpnxsatz]*))?([${letters}])`, 'gi')
  const put = (text: string) =>
    text.replace(form, (whole, tilde: string | undefined, parts: string | undefined, letter: string) => {
      const value = values.get(letter)
      if (value === undefined) return whole
      if (tilde === undefined) return value
      return parts ? pathParts(session, value, parts) : value.replaceAll('"', '')
    })
  const within = (inner: Node): Node => withVariables(inner, values, session)
  const redirections = (list: readonly Redirection[]) => list.map((it) => ({ ...it, target: put(it.target) }))
  switch (node.kind) {
    case 'command':
      return { ...node, text: put(node.text), redirections: redirections(node.redirections) }
    case 'group':
      return { ...node, body: within(node.body), redirections: redirections(node.redirections) }
    case 'if': {
      const test = { ...node.test, left: put(node.test.left), right: put(node.test.right) }
      return { ...node, test, body: within(node.body), otherwise: node.otherwise ? within(node.otherwise) : null }
    }
    case 'for':
      return { ...node, set: put(node.set), option: put(node.option), body: within(node.body) }
    case 'join':
      return { ...node, left: within(node.left), right: within(node.right) }
  }
}
