import type { EngineFacts } from '../../../../preload/contract/machines.ts'

type Os = EngineFacts['os']

/** Where the browser begins. */
export function rootOf(os: Os): string {
  return os === 'windows' ? 'C:\\' : '/'
}

/** A name within a folder, with the separator of the container's system. */
export function childPath(folder: string, name: string, os: Os): string {
  const separator = os === 'windows' ? '\\' : '/'
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`
}

/** The folders on the way to one, the root first. */
export function crumbs(folder: string, os: Os): { name: string; path: string }[] {
  const root = rootOf(os)
  const parts = folder.slice(root.length).split(/[\\/]/).filter(Boolean)
  let path = root
  return [
    { name: root, path: root },
    ...parts.map((name) => {
      path = childPath(path, name, os)
      return { name, path }
    }),
  ]
}

/** Where a link of a folder leads; links on Windows and odd ones are left to the engine. */
export function linkPath(folder: string, target: string, os: Os): string {
  if (os === 'windows') return /^[a-zA-Z]:[\\/]/.test(target) ? target : childPath(folder, target, os)
  const parts = target.startsWith('/') ? [] : folder.split('/').filter(Boolean)
  for (const part of target.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}
