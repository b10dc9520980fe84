import { formatDate } from '../format-date.ts'
import { hashtable, PsObject, ScriptBlock, type Value } from '../values.ts'
import { renderList } from './list.ts'
import { shown } from './shown.ts'
import { autoTable, type Column, renderTable } from './table.ts'
import { views } from './views.ts'

/** Text that a Format cmdlet has made: passed on as it is. */
const formattedType = 'Microsoft.PowerShell.Commands.Internal.Format.FormatEntryData'

/** Values as the console shows them: runs of one kind share a table or a list. */
export function renderObjects(values: readonly Value[], width: number): string {
  let text = ''
  for (let at = 0; at < values.length; ) {
    const first = values[at] ?? null
    const kind = kindOf(first)
    let end = at + 1
    while (end < values.length && kind !== '' && kindOf(values[end] ?? null) === kind) end++
    text += renderRun(values.slice(at, end), kind, width)
    at = end
  }
  return text
}

/** Objects of one kind are shown together; an empty kind stands for itself. */
export function kindOf(value: Value): string {
  return value instanceof PsObject && value.type !== formattedType && value.type !== 'System.Version' ? value.type : ''
}

function renderRun(values: readonly Value[], kind: string, width: number): string {
  if (kind === '') return values.map((value) => renderOne(value, width)).join('')
  const objects = values.filter((it): it is PsObject => it instanceof PsObject)
  const view = views[kind]
  if (view && Object.hasOwn(views, kind)) return view(objects, width)
  if (kind === hashtable) return renderTable(hashColumns(width), objects.flatMap(hashRows))
  const [first] = objects
  if (!first || first.size === 0) return ''
  const names = first.entries().map(([name]) => name)
  return names.length <= 4
    ? autoTable(names, objects, width)
    : renderList(
        objects.map((it) => it.entries()),
        width,
      )
}

function renderOne(value: Value, width: number): string {
  if (value === null) return ''
  if (value instanceof PsObject && value.type === formattedType) return value.toText()
  if (value instanceof Date) return `\r\n${formatDate(value, 'F')}\r\n\r\n\r\n`
  if (Array.isArray(value)) return renderObjects(value, width)
  if (value instanceof PsObject && value.type === 'System.Version') {
    return autoTable(['Major', 'Minor', 'Build', 'Revision'], [value], width)
  }
  if (value instanceof ScriptBlock) return `${value.text}\r\n`
  return `${shown(value)}\r\n`
}

function hashColumns(width: number): Column<[string, Value]>[] {
  return [
    { label: 'Name', width: 30, right: false, value: ([name]) => name },
    { label: 'Value', width: Math.max(10, width - 32), right: false, value: ([, value]) => shown(value) },
  ]
}

function hashRows(table: PsObject): [string, Value][] {
  return table.entries()
}

export function formatted(text: string): PsObject {
  return new PsObject(formattedType, [], text)
}
