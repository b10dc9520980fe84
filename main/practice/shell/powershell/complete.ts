import type { Completion } from '../console/line-editor.ts'
import { resolvePath, wildcard } from '../windows-path.ts'
import { parametersOf } from './cmdlet.ts'
import { cmdlets, findCmdlet } from './cmdlets.ts'
import type { PsSession } from './session.ts'

/** What Tab offers in PowerShell: commands at a pipeline's start, parameters behind a dash, variables, else paths. */
export function completeWord(session: PsSession, text: string): Completion {
  const word = /[^\s|;({"'=,]*$/.exec(text)?.[0] ?? ''
  const from = text.length - word.length
  const before = text.slice(0, from)
  const test = wildcard(`${word}*`)
  if (word.startsWith('$')) {
    const offers = [...session.variables.keys(), 'env:', 'PSVersionTable', 'pid'].map((it) => `$${it}`).filter(test)
    return { from, offers }
  }
  if (word.startsWith('-')) {
    const command = /([\w-]+)[^|;({]*$/.exec(before)?.[1] ?? ''
    const cmdlet = findCmdlet(/(?:^|[|;({]\s*)([\w-]+)[^|;({]*$/.exec(before)?.[1] ?? command)
    const offers = cmdlet
      ? parametersOf(cmdlet)
          .map((it) => `-${it.name}`)
          .filter(test)
      : []
    return { from, offers }
  }
  if (/(?:^|[|;({])\s*$/.test(before) && !/[\\/.]/.test(word)) {
    const offers = cmdlets
      .map((it) => it.name)
      .filter((it) => it.includes('-') && test(it))
      .sort()
    if (word !== '' && offers.length > 0) return { from, offers }
  }
  return { from, offers: paths(session, word) }
}

function paths(session: PsSession, word: string): string[] {
  const slash = Math.max(word.lastIndexOf('\\'), word.lastIndexOf('/'))
  const prefix = slash < 0 ? '.\\' : word.slice(0, slash + 1)
  const test = wildcard(`${word.slice(slash + 1)}*`)
  try {
    const found = session.world.files
      .list(resolvePath(session.folder, prefix))
      .filter((it) => test(it.name) && !it.hidden)
    return found.map((it) =>
      /[\s()&';{}$]/.test(it.name) ? `'${prefix}${it.name.replaceAll("'", "''")}'` : prefix + it.name,
    )
  } catch {
    return []
  }
}
