import { PsObject, propertyOf, type Value } from '../values.ts'
import { shown } from './shown.ts'

/** A column with a fixed width. */
export interface Column<Row> {
  readonly label: string
  readonly width: number
  readonly right: boolean
  value(row: Row): string
}

function fitCell(text: string, width: number, right: boolean, last: boolean): string {
  const cut = text.length > width ? (width > 3 ? `${text.slice(0, width - 3)}...` : text.slice(0, width)) : text
  if (right) return cut.padStart(width)
  return last ? cut : cut.padEnd(width)
}

/** The lines of a table: header, rule, rows. */
export function tableLines<Row>(columns: readonly Column<Row>[], rows: readonly Row[], heads = true): string {
  const line = (cells: readonly string[]) =>
    `${cells.map((text, at) => fitCell(text, columns[at]?.width ?? 0, columns[at]?.right ?? false, at === cells.length - 1)).join(' ')}\r\n`
  const head = heads
    ? line(columns.map((it) => it.label)) + line(columns.map((it) => '-'.repeat(it.label.trim().length)))
    : ''
  return head + rows.map((row) => line(columns.map((it) => it.value(row)))).join('')
}

/** A whole table as 5.1 prints it: a blank line before it, two behind. */
export function renderTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[], heads = true): string {
  return `\r\n${tableLines(columns, rows, heads)}\r\n\r\n`
}

/** A table of named properties, as wide as their values; columns that find no room are left out. */
export function autoTable(names: readonly string[], objects: readonly Value[], width: number, heads = true): string {
  const columns: Column<Value>[] = []
  let used = 0
  for (const name of names) {
    const cells = objects.map((it) => propertyOf(it, name) ?? null)
    const right = typeof cells.find((it) => it !== null) === 'number'
    const wanted = Math.max(name.length, ...sample(cells.map(shown)).map((it) => it.length), 1)
    const room = width - 1 - used - (columns.length > 0 ? 1 : 0)
    if (room < 1) break
    const taken = Math.min(wanted, room)
    const spelled = spelling(objects, name)
    columns.push({
      label: spelled,
      width: taken,
      right,
      value: (row) => shown(propertyOf(row, name) ?? null).replace(/\r?\n/g, ' '),
    })
    used += taken + (columns.length > 1 ? 1 : 0)
  }
  return renderTable(columns, objects, heads)
}

/** Spreading very long lists over an argument list would overflow it. */
function sample(texts: readonly string[]): string[] {
  let longest = ''
  for (const text of texts) if (text.length > longest.length) longest = text
  return [longest]
}

/** The property's name as the object has it. */
function spelling(objects: readonly Value[], name: string): string {
  const [first] = objects
  if (!(first instanceof PsObject)) return name
  return first.entries().find(([it]) => it.toLowerCase() === name.toLowerCase())?.[0] ?? name
}
