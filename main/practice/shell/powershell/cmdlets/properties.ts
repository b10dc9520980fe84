import { wildcard } from '../../windows-path.ts'
import type { CmdletCall } from '../cmdlet.ts'
import { customObject, PsObject, propertyOf, ScriptBlock, toText, type Value } from '../values.ts'

/** The one value that a script block gives for an item; several become a list. */
export async function blockValue(call: CmdletCall, block: ScriptBlock, item: Value): Promise<Value> {
  const values: Value[] = []
  for await (const value of call.invoke(block, item)) values.push(value)
  return values.length > 1 ? values : (values[0] ?? null)
}

/** What a property argument means for an item: names with wildcards, blocks, and `@{n='x'; e={…}}`. */
export async function chosenProperties(
  call: CmdletCall,
  item: Value,
  wanted: readonly Value[],
): Promise<[string, Value][]> {
  const list: [string, Value][] = []
  const add = (name: string, value: Value) => {
    if (!list.some(([it]) => it.toLowerCase() === name.toLowerCase())) list.push([name, value])
  }
  for (const it of wanted) {
    if (it instanceof PsObject) {
      const name = it.get('Name') ?? it.get('n') ?? it.get('Label') ?? it.get('l')
      const source = it.get('Expression') ?? it.get('e')
      const value =
        source instanceof ScriptBlock ? await blockValue(call, source, item) : ownProperty(item, toText(source ?? null))
      add(toText(name ?? source ?? ''), value)
    } else if (it instanceof ScriptBlock) add(it.text, await blockValue(call, it, item))
    else {
      const name = toText(it)
      if (/[*?[]/.test(name)) {
        const test = wildcard(name)
        for (const [property, value] of propertiesOf(item)) if (test(property)) add(property, value)
      } else {
        const spelled =
          propertiesOf(item).find(([property]) => property.toLowerCase() === name.toLowerCase())?.[0] ?? name
        add(spelled, ownProperty(item, name))
      }
    }
  }
  return list
}

/** A property that a value has of its own: a folder has no Length. */
export function ownProperty(item: Value, name: string): Value {
  return (item instanceof PsObject ? item.get(name) : propertyOf(item, name)) ?? null
}

export function propertiesOf(item: Value): [string, Value][] {
  if (item instanceof PsObject) return item.entries()
  if (typeof item === 'string') return [['Length', item.length]]
  return []
}

export function custom(properties: Iterable<readonly [string, Value]>): PsObject {
  return new PsObject(customObject, properties)
}
