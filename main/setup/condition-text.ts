import type { Condition } from './condition.ts'
import { readPath, versionPattern } from './condition-path.ts'
import { isLocalName } from './name-list.ts'
import { printString, printValue } from './powershell-text.ts'

/**
 * A condition as two expressions of PowerShell (5.1 and later): `holds` is $true exactly where the interpreter says true,
 * `fails` exactly where it says false. Where neither is, a reading is missing. `$seen.LOOK` holds a look's objects as an
 * array ($null when it failed), `$seen.LOOKExitCode` a native command's exit code.
 */
export function printCondition(condition: Condition): { holds: string; fails: string } {
  return { holds: print(condition, true, onLooks), fails: print(condition, false, onLooks) }
}

/** How a path is written, and what must be there before it can be compared. */
interface Scope {
  value(path: string): string
  /** An expression that is $true where the path leads to an object at all. */
  present(path: string): string
  /** An expression that is $true where the path leads to a value; nothing has a count too, in PowerShell. */
  given(path: string): string
  list(look: string): string
}

const onLooks: Scope = {
  value(path) {
    const { look, part, property } = readPath(path)
    if (part === 'exitCode') return `$seen.${look}ExitCode`
    return part === 'count' ? `$seen.${look}.Count` : `@($seen.${look})[0].${property}`
  },
  present(path) {
    const { look, part } = readPath(path)
    if (part === 'exitCode') return `$null -ne $seen.${look}ExitCode`
    return part === 'count' ? `$null -ne $seen.${look}` : `$null -ne @($seen.${look})[0]`
  },
  given: (path) => (path.endsWith('.count') ? onLooks.present(path) : `$null -ne ${onLooks.value(path)}`),
  list: (look) => `$seen.${look}`,
}

const onObject: Scope = {
  value: (property) => `$_.${property}`,
  present: () => '$true',
  given: (property) => `$null -ne $_.${property}`,
  list: () => {
    throw new Error('A condition on one object cannot ask for another look')
  },
}

function print(condition: Condition, wanted: boolean, scope: Scope): string {
  if ('always' in condition) return condition.always === wanted ? '$true' : '$false'
  if ('equals' in condition) return printEquals(condition.equals, wanted, scope)
  if ('in' in condition) {
    const [path, values] = condition.in
    return print({ any: values.map((value) => ({ equals: [path, value] as const })) }, wanted, scope)
  }
  if ('atLeast' in condition) {
    const [path, least] = condition.atLeast
    return compareNumber(path, wanted ? '-ge' : '-lt', least, scope)
  }
  if ('versionAtLeast' in condition) {
    const [path, least] = condition.versionAtLeast
    if (!versionPattern.test(least)) throw new Error(`Not a version: ${least}`)
    const text = asText(scope.value(path))
    const compared = `[version]${text} ${wanted ? '-ge' : '-lt'} [version]${printString(least)}`
    return `(${text} -match '^[0-9]{1,9}(\\.[0-9]{1,9}){1,3}\\z' -and ${compared})`
  }
  if ('listed' in condition) return printListed(condition.listed, wanted, scope)
  if ('exists' in condition) {
    const list = scope.list(condition.exists)
    return wanted ? `(${list}.Count -gt 0)` : `($null -ne ${list} -and ${list}.Count -eq 0)`
  }
  if ('every' in condition) return printOver(condition.every, wanted, wanted, scope)
  if ('some' in condition) return printOver(condition.some, !wanted, wanted, scope)
  if ('all' in condition) return join(condition.all, wanted ? '-and' : '-or', wanted, scope)
  if ('any' in condition) return join(condition.any, wanted ? '-or' : '-and', wanted, scope)
  return print(condition.not, !wanted, scope)
}

/** `none`: no object for which the contrary is not certain may remain; else one for which it is certain is enough. */
function printOver([look, part]: readonly [string, Condition], none: boolean, wanted: boolean, scope: Scope): string {
  const list = scope.list(look)
  const test = print(part, wanted, onObject)
  const count = none
    ? `@(${list} | Where-Object { -not ${test} }).Count -eq 0`
    : `@(${list} | Where-Object { ${test} }).Count -gt 0`
  return `($null -ne ${list} -and ${count})`
}

function printEquals(
  [path, expected]: readonly [string, string | number | boolean | null],
  wanted: boolean,
  scope: Scope,
): string {
  const value = scope.value(path)
  if (expected === null) {
    return wanted ? `(${scope.present(path)} -and $null -eq ${value})` : `(${scope.given(path)})`
  }
  if (typeof expected === 'number') return compareNumber(path, wanted ? '-eq' : '-ne', expected, scope)
  const text = asText(value)
  if (typeof expected === 'boolean') return `(${text} -ceq '${expected === wanted ? 'True' : 'False'}')`
  // Not -ceq, which compares as a language does and overlooks signs without width.
  const compared = `${wanted ? '' : '-not '}${text}.Equals(${printString(expected)})`
  // What is missing reads as empty text.
  return wanted && expected !== '' && !path.endsWith('.count')
    ? `(${compared})`
    : `(${scope.given(path)} -and ${compared})`
}

/** As name-list.ts compares; -like is asked only of entries whose one special sign is `*`. */
function printListed([path, name]: readonly [string, string], wanted: boolean, scope: Scope): string {
  const entry = "$_.Trim(' ')"
  const same = (text: string) => `${entry}.Equals(${printString(text)}, 'OrdinalIgnoreCase')`
  const tests = [
    same(name),
    ...(isLocalName(name) ? [same('<local>')] : []),
    `(${entry} -cmatch '^[A-Za-z0-9_.*:-]+\\z' -and ${printString(name)} -like ${entry})`,
  ]
  const found = `@(${asText(scope.value(path))} -split ',' | Where-Object { ${tests.join(' -or ')} }).Count`
  return `(${scope.given(path)} -and ${found} ${wanted ? '-gt' : '-eq'} 0)`
}

function compareNumber(path: string, operator: string, number: number, scope: Scope): string {
  const text = asText(scope.value(path))
  const compared = `(${scope.present(path)} -and ${text} -match '^-?[0-9]{1,15}\\z' -and [int64]${text} ${operator} ${printValue(number)})`
  return compared.replace('($true -and ', '(')
}

function asText(value: string): string {
  return `"$(${value})"`
}

function join(parts: readonly Condition[], operator: '-and' | '-or', wanted: boolean, scope: Scope): string {
  if (parts.length === 0) return operator === '-and' ? '$true' : '$false'
  return `(${parts.map((part) => print(part, wanted, scope)).join(` ${operator} `)})`
}
