import type { Cmdlet, CmdletCall } from '../cmdlet.ts'
import { PsError } from '../errors.ts'
import { callMethod } from '../methods.ts'
import { comparison, operate } from '../operators.ts'
import { compareValues, isTrue, PsObject, propertyOf, ScriptBlock, toNumber, toText, type Value } from '../values.ts'
import { collectInput, failure, isSet, listOf, numberOf, textOf, textsOf } from './parameters.ts'
import { blockValue, chosenProperties, custom, ownProperty } from './properties.ts'

const operators = [
  'EQ',
  'NE',
  'GT',
  'GE',
  'LT',
  'LE',
  'Like',
  'NotLike',
  'Match',
  'NotMatch',
  'Contains',
  'NotContains',
  'In',
  'NotIn',
] as const

async function* selected(call: CmdletCall): AsyncGenerator<Value> {
  const first = numberOf(call, 'First')
  const last = numberOf(call, 'Last')
  const skip = numberOf(call, 'Skip') ?? 0
  const indexes = listOf(call, 'Index')
  if (last !== null || indexes) {
    const all = await collectInput(call)
    if (indexes) {
      yield* indexes.map((it) => all[toNumber(it)] ?? null).filter((it) => it !== null)
      return
    }
    const head = first === null ? [] : all.slice(0, first)
    const end = Math.max(0, all.length - skip)
    yield* [...head, ...all.slice(Math.max(head.length, end - (last ?? 0)), end)]
    return
  }
  if (first === 0) return
  let at = 0
  let given = 0
  for await (const value of call.input) {
    if (at++ < skip) continue
    yield value
    given++
    // Enough: what is in front of the pipe is stopped.
    if (first !== null && given >= first) return
  }
}

async function sortKeys(call: CmdletCall, item: Value, wanted: readonly Value[]): Promise<Value[]> {
  const keys: Value[] = []
  for (const it of wanted) {
    const source = it instanceof PsObject ? (it.get('Expression') ?? it.get('e') ?? null) : it
    keys.push(source instanceof ScriptBlock ? await blockValue(call, source, item) : ownProperty(item, toText(source)))
  }
  return keys.length > 0 ? keys : [item]
}

export const objectCmdlets: readonly Cmdlet[] = [
  {
    name: 'Select-Object',
    module: 'Microsoft.PowerShell.Utility',
    parameters:
      'Property:any[]@0 ExcludeProperty:string[] ExpandProperty First:int Last:int Skip:int SkipLast:int Unique:switch Wait:switch Index:int[] InputObject:any',
    implementation: 'Microsoft.PowerShell.Commands.SelectObjectCommand',
    synopsis: 'Selects objects or object properties.',
    async *run(call) {
      const wanted = listOf(call, 'Property')
      const expand = textOf(call, 'ExpandProperty')
      const excluded = textsOf(call, 'ExcludeProperty')?.map((it) => it.toLowerCase()) ?? []
      const seen = new Set<string>()
      for await (const item of selected(call)) {
        let value: Value = item
        if (expand !== null) {
          const found = propertyOf(item, expand)
          if (found === undefined) {
            await call.error(
              failure(
                call,
                `Property "${expand}" cannot be found.`,
                'ExpandPropertyNotFound',
                'InvalidArgument',
                `${toText(item)}:PSObject`,
                'PSArgumentException',
              ),
            )
            continue
          }
          if (Array.isArray(found)) {
            yield* found
            continue
          }
          value = found
        } else if (wanted) {
          value = custom(
            (await chosenProperties(call, item, wanted)).filter(([name]) => !excluded.includes(name.toLowerCase())),
          )
        }
        if (isSet(call, 'Unique')) {
          const key = toText(value)
          if (seen.has(key)) continue
          seen.add(key)
        }
        yield value
      }
    },
  },
  {
    name: 'Where-Object',
    module: 'Microsoft.PowerShell.Core',
    parameters: `FilterScript:block@0 Property@0 Value:any@1 InputObject:any ${operators.map((it) => `${it}:switch(I${it})`).join(' ')}`,
    implementation: 'Microsoft.PowerShell.Commands.WhereObjectCommand',
    synopsis: 'Selects objects from a collection based on their property values.',
    async *run(call) {
      const block = call.parameters.get('FilterScript')
      const property = textOf(call, 'Property')
      const operator = operators.find((it) => isSet(call, it))
      const right = call.parameters.get('Value') ?? null
      for await (const item of call.input) {
        if (block instanceof ScriptBlock) {
          if (isTrue(await blockValue(call, block, item))) yield item
        } else {
          const left = ownProperty(item, property ?? '')
          const name = `-${(operator ?? '').toLowerCase()}`
          const holds = !operator
            ? isTrue(left)
            : /contains|in$/i.test(operator)
              ? isTrue(operate(name, left, right))
              : comparison(name, right)(left)
          if (holds) yield item
        }
      }
    },
  },
  {
    name: 'Sort-Object',
    module: 'Microsoft.PowerShell.Utility',
    parameters: 'Property:any[]@0 Descending:switch Unique:switch CaseSensitive:switch Culture InputObject:any',
    implementation: 'Microsoft.PowerShell.Commands.SortObjectCommand',
    synopsis: 'Sorts objects by property values.',
    async *run(call) {
      const wanted = listOf(call, 'Property') ?? []
      const rows: { item: Value; keys: Value[] }[] = []
      for (const item of await collectInput(call)) rows.push({ item, keys: await sortKeys(call, item, wanted) })
      const way = isSet(call, 'Descending') ? -1 : 1
      const exact = isSet(call, 'CaseSensitive')
      const order = (a: readonly Value[], b: readonly Value[]) => {
        for (const [at, key] of a.entries()) {
          const result = compareValues(key, b[at] ?? null, exact)
          if (result !== 0) return result * way
        }
        return 0
      }
      rows.sort((a, b) => order(a.keys, b.keys))
      for (const [at, row] of rows.entries()) {
        const before = rows[at - 1]
        if (isSet(call, 'Unique') && before && order(before.keys, row.keys) === 0) continue
        yield row.item
      }
    },
  },
  {
    name: 'Measure-Object',
    module: 'Microsoft.PowerShell.Utility',
    parameters:
      'Property:string[]@0 Average:switch Sum:switch Maximum:switch Minimum:switch Line:switch Word:switch Character:switch IgnoreWhiteSpace:switch InputObject:any',
    implementation: 'Microsoft.PowerShell.Commands.MeasureObjectCommand',
    synopsis: 'Calculates the numeric properties of objects, and the characters, words, and lines in string objects.',
    async *run(call) {
      const items = await collectInput(call)
      if (isSet(call, 'Line') || isSet(call, 'Word') || isSet(call, 'Character')) {
        const texts = items.map(toText)
        const count = (name: string, of: (text: string) => number): [string, Value] => [
          name,
          isSet(call, name.slice(0, -1)) ? texts.reduce((sum, it) => sum + of(it), 0) : null,
        ]
        yield custom([
          count('Lines', (it) => it.split('\n').length),
          count('Words', (it) => it.split(/\s+/).filter(Boolean).length),
          count('Characters', (it) => it.length),
          ['Property', null],
        ])
        return
      }
      for (const property of textsOf(call, 'Property') ?? [null]) {
        const values =
          property === null
            ? items
            : items.map((it) => propertyOf(it, property)).filter((it): it is Value => it !== undefined && it !== null)
        if (property !== null && values.length === 0 && items.length > 0) {
          const message = `The property "${property}" cannot be found in the input for any objects.`
          await call.error(
            failure(call, message, 'GenericMeasurePropertyNotFound', 'InvalidArgument', ':', 'PSArgumentException'),
          )
          continue
        }
        const numbers = values.map(toNumber).filter((it) => !Number.isNaN(it))
        const sum = numbers.reduce((total, it) => total + it, 0)
        yield new PsObject(
          'Microsoft.PowerShell.Commands.GenericMeasureInfo',
          [
            ['Count', values.length],
            ['Average', isSet(call, 'Average') && numbers.length > 0 ? sum / numbers.length : null],
            ['Sum', isSet(call, 'Sum') ? sum : null],
            ['Maximum', isSet(call, 'Maximum') && numbers.length > 0 ? numbers.reduce((a, b) => Math.max(a, b)) : null],
            ['Minimum', isSet(call, 'Minimum') && numbers.length > 0 ? numbers.reduce((a, b) => Math.min(a, b)) : null],
            ['Property', property],
          ],
          'Microsoft.PowerShell.Commands.GenericMeasureInfo',
        )
      }
    },
  },
  {
    name: 'ForEach-Object',
    module: 'Microsoft.PowerShell.Core',
    parameters: 'Process:block@0 MemberName@0 Begin:block End:block ArgumentList:any[](Args) InputObject:any',
    implementation: 'Microsoft.PowerShell.Commands.ForEachObjectCommand',
    synopsis: 'Performs an operation against each item in a collection of input objects.',
    async *run(call) {
      const { parameters } = call
      const [begin, process, end] = ['Begin', 'Process', 'End'].map((it) => parameters.get(it))
      const member = textOf(call, 'MemberName')
      if (begin instanceof ScriptBlock) yield* call.invoke(begin, null)
      for await (const item of call.input) {
        if (process instanceof ScriptBlock) yield* call.invoke(process, item)
        else if (member !== null) {
          const found = propertyOf(item, member)
          const value = found === undefined ? memberCall(item, member, listOf(call, 'ArgumentList') ?? []) : found
          if (value !== null) yield* Array.isArray(value) ? value : [value]
        }
      }
      if (end instanceof ScriptBlock) yield* call.invoke(end, null)
    },
  },
]

function memberCall(item: Value, name: string, list: readonly Value[]): Value {
  try {
    return callMethod(item, name, list)
  } catch (error) {
    if (error instanceof PsError) return null
    throw error
  }
}
