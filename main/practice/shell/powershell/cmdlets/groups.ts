import type { Cmdlet } from '../cmdlet.ts'
import { fileSink } from '../file-sink.ts'
import { renderObjects } from '../format/render.ts'
import { compareValues, PsObject, ScriptBlock, toText, type Value } from '../values.ts'
import { collectInput, isSet, listOf, textOf } from './parameters.ts'
import { blockValue, ownProperty } from './properties.ts'

/** Group-Object, Get-Unique and Tee-Object. */
export const groupCmdlets: readonly Cmdlet[] = [
  {
    name: 'Group-Object',
    module: 'Microsoft.PowerShell.Utility',
    parameters:
      'Property:any[]@0 NoElement:switch AsHashTable:switch AsString:switch CaseSensitive:switch Culture InputObject:any',
    implementation: 'Microsoft.PowerShell.Commands.GroupObjectCommand',
    synopsis: 'Groups objects that contain the same value for specified properties.',
    async *run(call) {
      const wanted = listOf(call, 'Property') ?? []
      const groups = new Map<string, { name: string; values: Value[]; items: Value[] }>()
      for await (const item of call.input) {
        const values: Value[] = []
        for (const it of wanted) {
          values.push(it instanceof ScriptBlock ? await blockValue(call, it, item) : ownProperty(item, toText(it)))
        }
        if (wanted.length === 0) values.push(item)
        const name = values.map(toText).join(', ')
        const key = isSet(call, 'CaseSensitive') ? name : name.toLowerCase()
        const group = groups.get(key) ?? { name, values, items: [] }
        group.items.push(item)
        groups.set(key, group)
      }
      for (const { name, values, items } of groups.values()) {
        yield new PsObject('Microsoft.PowerShell.Commands.GroupInfo', [
          ['Values', values],
          ['Count', items.length],
          ['Group', isSet(call, 'NoElement') ? [] : items],
          ['Name', name],
        ])
      }
    },
  },
  {
    name: 'Get-Unique',
    module: 'Microsoft.PowerShell.Utility',
    parameters: 'AsString:switch OnType:switch InputObject:any',
    implementation: 'Microsoft.PowerShell.Commands.GetUniqueCommand',
    synopsis: 'Returns unique items from a sorted list.',
    async *run(call) {
      let before: Value | undefined
      for await (const item of call.input) {
        if (before === undefined || compareValues(before, item, true) !== 0) yield item
        before = item
      }
    },
  },
  {
    name: 'Tee-Object',
    module: 'Microsoft.PowerShell.Utility',
    parameters: 'FilePath@0 LiteralPath(PSPath) Append:switch Variable InputObject:any',
    implementation: 'Microsoft.PowerShell.Commands.TeeObjectCommand',
    synopsis: 'Saves command output in a file or variable and also sends it down the pipeline.',
    async *run(call) {
      const items = await collectInput(call)
      const variable = textOf(call, 'Variable')
      const path = textOf(call, 'LiteralPath') ?? textOf(call, 'FilePath')
      if (variable !== null) {
        call.session.variables.set(variable.toLowerCase(), items.length === 1 ? (items[0] ?? null) : items)
      }
      if (path !== null) {
        const sink = fileSink(call.session, path, isSet(call, 'Append'), 'Tee-Object', call.cmdlet.implementation)
        await sink.write(renderObjects(items, call.width))
      }
      yield* items
    },
  },
]
