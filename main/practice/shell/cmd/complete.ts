import type { Completion } from '../console/line-editor.ts'
import { resolvePath, wildcard } from '../windows-path.ts'
import type { CmdSession } from './session.ts'

/** What Tab offers in cmd: files and folders that begin with the last word; only folders behind cd. */
export function completeFile(session: CmdSession, text: string): Completion {
  const word = /(?:"[^"]*"?|[^\s"&|<>=;,])*$/.exec(text)?.[0] ?? ''
  const from = text.length - word.length
  const plain = word.replaceAll('"', '')
  const slash = Math.max(plain.lastIndexOf('\\'), plain.lastIndexOf('/'))
  const prefix = plain.slice(0, slash + 1)
  const test = wildcard(`${plain.slice(slash + 1)}*`)
  const onlyFolders = /^\s*(cd|chdir|rd|rmdir|pushd)\s/i.test(text)
  try {
    const offers = session.world.files
      .list(resolvePath(session.folder, prefix || '.'))
      .filter((it) => test(it.name) && !it.hidden && (!onlyFolders || it.kind === 'folder'))
      .map((it) => quoted(prefix + it.name))
    return { from, offers }
  } catch {
    return { from, offers: [] }
  }
}

function quoted(path: string): string {
  return /[\s&()[\]{}^=;!'+,`~]/.test(path) ? `"${path}"` : path
}
