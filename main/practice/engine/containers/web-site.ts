import type { WebAnswer, WebSite } from '../../shell/world.ts'
import type { FileTree } from '../file-tree.ts'
import type { ContainerRecord } from './container-record.ts'

const ROOT = 'C:\\inetpub\\wwwroot'
/** IIS's list of default documents. */
const DEFAULTS = ['Default.htm', 'Default.asp', 'index.htm', 'index.html', 'iisstart.htm', 'default.aspx']
const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css',
  gif: 'image/gif',
  htm: 'text/html',
  html: 'text/html',
  jpg: 'image/jpeg',
  js: 'application/javascript',
  json: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  xml: 'text/xml',
}

/** The port that a container's main program serves the web at: IIS behind ServiceMonitor is the only one here. */
export function webPort({ path, args }: Pick<ContainerRecord, 'path' | 'args'>): number | null {
  return /(^|[\\/])servicemonitor(\.exe)?$/i.test(path) && args[0]?.toLowerCase() === 'w3svc' ? 80 : null
}

/** IIS over the files of a container, as far as files go. */
export function iisSite(files: FileTree, now: () => number): WebSite {
  return {
    get(path) {
      const names = decoded(path.split(/[?#]/)[0] ?? '')
        .split('/')
        .filter((name) => name !== '' && name !== '.')
      if (names.includes('..') || names.some((name) => /[:*?"<>|\\]/.test(name)))
        return failure(400, 'Bad Request', now())
      let at = [ROOT, ...names].join('\\')
      const found = files.stat(at)
      if (found?.kind === 'folder') {
        const own = DEFAULTS.find((name) => files.stat(`${at}\\${name}`)?.kind === 'file')
        if (own === undefined) return failure(403, 'Forbidden', now())
        at = `${at}\\${own}`
      } else if (!found) return failure(404, 'Not Found', now())
      const stat = files.stat(at)
      const type = TYPES[at.split('.').at(-1)?.toLowerCase() ?? '']
      // IIS serves no file whose type it does not know.
      if (!stat || type === undefined) return failure(404, 'Not Found', now())
      const body = files.read(at)
      return {
        status: 200,
        reason: 'OK',
        headers: [
          ['Accept-Ranges', 'bytes'],
          ['Content-Length', String(body.length)],
          ['Content-Type', type],
          ['Date', new Date(now()).toUTCString()],
          ['Last-Modified', new Date(stat.modifiedAt).toUTCString()],
          ['Server', 'Microsoft-IIS/10.0'],
        ],
        body,
      }
    },
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function failure(status: number, reason: string, now: number): WebAnswer {
  const body = Buffer.from(`<!DOCTYPE html><title>${status} - ${reason}</title>\r\n<h1>${status} - ${reason}</h1>\r\n`)
  return {
    status,
    reason,
    headers: [
      ['Content-Length', String(body.length)],
      ['Content-Type', 'text/html'],
      ['Date', new Date(now).toUTCString()],
      ['Server', 'Microsoft-IIS/10.0'],
    ],
    body,
  }
}
