import type { Value } from '../values.ts'
import { shown } from './shown.ts'

/**
 * Format-List of 5.1: two blank lines before, one between objects, three behind; long values go on below themselves.
 */
export function renderList(objects: readonly (readonly (readonly [string, Value])[])[], width: number): string {
  if (objects.length === 0) return ''
  const blocks = objects.map((properties) => {
    const room = Math.max(...properties.map(([name]) => name.length), 0)
    return properties.map(([name, value]) => property(name, shown(value), room, width)).join('')
  })
  return `\r\n\r\n${blocks.join('\r\n')}\r\n\r\n\r\n`
}

function property(name: string, text: string, room: number, width: number): string {
  const space = Math.max(10, width - room - 4)
  const lines = text.split(/\r?\n/).flatMap((line) => pieces(line, space))
  return lines.map((line, at) => `${at === 0 ? `${name.padEnd(room)} : ` : ' '.repeat(room + 3)}${line}\r\n`).join('')
}

function pieces(line: string, space: number): string[] {
  const list: string[] = []
  let rest = line
  while (rest.length > space) {
    const blank = rest.lastIndexOf(' ', space)
    const cut = blank > 0 ? blank : space
    list.push(rest.slice(0, cut))
    rest = blank > 0 ? rest.slice(cut + 1) : rest.slice(cut)
  }
  list.push(rest)
  return list
}
