import type { Cmdlet } from '../cmdlet.ts'
import { PsObject, toText, typeName, type Value } from '../values.ts'
import { collectInput, failure, isSet, numberOf, textOf } from './parameters.ts'
import { custom, propertiesOf } from './properties.ts'

/** JSON as 5.1 writes it: two blanks behind a colon, four more for each level below where a name's value begins. */
function json(value: Value, indent: number, depth: number, compress: boolean): string {
  const line = compress ? '' : `\r\n${' '.repeat(indent + 4)}`
  const end = compress ? '' : `\r\n${' '.repeat(indent)}`
  if (value === null) return 'null'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Date) return `"\\/Date(${value.getTime()})\\/"`
  if (Array.isArray(value)) {
    if (depth < 0) return quoted(toText(value))
    const items = value.map((it) => line + json(it, indent + 4, depth - 1, compress))
    return `[${items.join(',')}${end}]`
  }
  if (value instanceof PsObject && value.type !== 'System.Version') {
    if (depth < 0) return quoted(toText(value))
    const parts = value.entries().map(([name, it]) => {
      const head = `${quoted(name)}:${compress ? '' : '  '}`
      return `${line}${head}${json(it, indent + 4 + head.length, depth - 1, compress)}`
    })
    return `{${parts.join(',')}${end}}`
  }
  return quoted(toText(value))
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(/[<>&']/g, (it) => `\\u00${it.charCodeAt(0).toString(16)}`)
}

/** Objects of parsed JSON. */
export function fromJson(value: unknown): Value {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  if (Array.isArray(value)) return value.map(fromJson)
  return custom(Object.entries(value as object).map(([name, it]): [string, Value] => [name, fromJson(it)]))
}

export const convertCmdlets: readonly Cmdlet[] = [
  {
    name: 'ConvertTo-Json',
    module: 'Microsoft.PowerShell.Utility',
    parameters: 'InputObject:any@0 Depth:int Compress:switch',
    implementation: 'Microsoft.PowerShell.Commands.ConvertToJsonCommand',
    synopsis: 'Converts an object to a JSON-formatted string.',
    async *run(call) {
      const items = await collectInput(call)
      if (items.length === 0) return
      const value = items.length === 1 ? (items[0] ?? null) : items
      yield json(value, 0, numberOf(call, 'Depth') ?? 2, isSet(call, 'Compress'))
    },
  },
  {
    name: 'ConvertFrom-Json',
    module: 'Microsoft.PowerShell.Utility',
    parameters: 'InputObject:any@0',
    implementation: 'Microsoft.PowerShell.Commands.ConvertFromJsonCommand',
    synopsis: 'Converts a JSON-formatted string to a custom object.',
    async *run(call) {
      const text = (await collectInput(call)).map(toText).join('\n')
      try {
        const value = fromJson(JSON.parse(text) as unknown)
        yield* Array.isArray(value) ? value : [value]
      } catch {
        const message = `Invalid JSON primitive: ${/[\w.]+/.exec(text)?.[0] ?? ''}.`
        throw failure(call, message, 'System.ArgumentException', 'NotSpecified', ':', 'ArgumentException')
      }
    },
  },
  {
    name: 'ConvertTo-Csv',
    module: 'Microsoft.PowerShell.Utility',
    parameters: 'InputObject:any@0 Delimiter@1 UseCulture:switch NoTypeInformation:switch(NTI)',
    implementation: 'Microsoft.PowerShell.Commands.ConvertToCsvCommand',
    synopsis: 'Converts objects into a series of comma-separated value (CSV) strings.',
    async *run(call) {
      const items = await collectInput(call)
      const [first] = items
      if (first === undefined) return
      const names = propertiesOf(first).map(([name]) => name)
      const sign = textOf(call, 'Delimiter') ?? ','
      const cell = (value: Value) => (value === null ? '' : `"${toText(value).replaceAll('"', '""')}"`)
      if (!isSet(call, 'NoTypeInformation')) yield `#TYPE ${typeName(first)}`
      yield names.map(cell).join(sign)
      for (const item of items) {
        const values = new Map(propertiesOf(item))
        yield names.map((name) => cell(values.get(name) ?? null)).join(sign)
      }
    },
  },
]
