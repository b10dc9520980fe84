import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.map': 'application/json',
}

export interface StaticFile {
  path: string
  size: number
  contentType: string
  /** Its name carries a hash of its content, so it may be kept for good. */
  immutable: boolean
}

/** Finds the file below `root` that a URL path names ('/' is index.html); null when there is none or it lies outside. */
export async function findStaticFile(root: string, urlPath: string): Promise<StaticFile | null> {
  let decoded: string
  try {
    decoded = decodeURIComponent(urlPath)
  } catch {
    return null
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null
  const path = normalize(join(root, decoded === '/' ? '/index.html' : decoded))
  if (!path.startsWith(normalize(root) + sep)) return null
  const contentType = TYPES[extname(path)]
  if (!contentType) return null
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) return null
  return { path, size: found.size, contentType, immutable: decoded.startsWith('/assets/') }
}

export function openStaticFile(file: StaticFile) {
  return createReadStream(file.path)
}
