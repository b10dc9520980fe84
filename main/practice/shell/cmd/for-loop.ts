import { hasWildcard, resolvePath } from '../windows-path.ts'
import { matches } from './matches.ts'
import type { Node, Redirection } from './parse.ts'
import type { CmdSession } from './session.ts'

/** The numbers of `for /l`. */
export function* steps([from = 0, step = 0, to = 0]: readonly number[]): Generator<string> {
  // A step of 0 goes on until Ctrl-C, as there; each turn gives way to it because commands are awaited.
  for (let at = from; step >= 0 ? at <= to : at >= to; at += step) yield String(at)
}

/** The members of a `for` set; patterns stand for the files that they find. */
export function elements(session: CmdSession, words: readonly string[]): string[] {
  return words.flatMap((word) => {
    if (!hasWildcard(word)) return [word]
    const prefix = word.slice(0, word.replaceAll('/', '\\').lastIndexOf('\\') + 1)
    return matches(session.world.files, resolvePath(session.folder, word))
      .filter((it) => it.kind === 'file')
      .map((it) => prefix + it.name)
  })
}

/** A loop's body with its variable replaced. */
export function withVariable(node: Node, variable: string, value: string): Node {
  const put = (text: string) => {
    const plain = value.replaceAll('"', '')
    return text.replace(new RegExp(`%%?(~?)${variable}`, 'g'), (_, tilde: string) => (tilde ? plain : value))
  }
  const redirections = (list: readonly Redirection[]) => list.map((it) => ({ ...it, target: put(it.target) }))
  switch (node.kind) {
    case 'command':
      return { ...node, text: put(node.text), redirections: redirections(node.redirections) }
    case 'group':
      return { ...node, body: withVariable(node.body, variable, value), redirections: redirections(node.redirections) }
    case 'if': {
      const test = { ...node.test, left: put(node.test.left), right: put(node.test.right) }
      const otherwise = node.otherwise ? withVariable(node.otherwise, variable, value) : null
      return { ...node, test, body: withVariable(node.body, variable, value), otherwise }
    }
    case 'for':
      return { ...node, set: put(node.set), body: withVariable(node.body, variable, value) }
    case 'join':
      return {
        ...node,
        left: withVariable(node.left, variable, value),
        right: withVariable(node.right, variable, value),
      }
  }
}
