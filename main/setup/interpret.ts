import type { Value } from './call.ts'
import type { Condition, Evidence, LookedAt, Truth } from './condition.ts'
import { integerPattern, readPath, versionPattern } from './condition-path.ts'
import { isListed } from './name-list.ts'

/** What a path gives: `missing` where the reading is not there at all, null where the object has no such value. */
type Found = Value | 'missing-reading'
const missing = 'missing-reading'

/** Whether a condition holds of the evidence; unknown where a reading is missing. condition-text.ts agrees with it. */
export function interpret(condition: Condition, evidence: Evidence): Truth {
  return judge(condition, {
    find: (path) => findReading(path, evidence),
    look: (name) => evidence[name] ?? { objects: null, exitCode: null },
  })
}

/** Paths of the readings that made a condition unknown. */
export function missingReadings(condition: Condition, evidence: Evidence): string[] {
  const paths = new Set<string>()
  judge(condition, {
    find: (path) => {
      const found = findReading(path, evidence)
      if (found === missing || found === null) paths.add(path)
      return found
    },
    look: (name) => {
      const looked = evidence[name] ?? { objects: null, exitCode: null }
      if (looked.objects === null) paths.add(name)
      return looked
    },
  })
  return [...paths]
}

interface Scope {
  find(path: string): Found
  look(name: string): LookedAt
}

function findReading(path: string, evidence: Evidence): Found {
  const { look, part, property } = readPath(path)
  const looked = evidence[look]
  if (part === 'exitCode') return looked?.exitCode ?? missing
  if (!looked?.objects) return missing
  if (part === 'count') return looked.objects.length
  const [first] = looked.objects
  return first ? (first[property] ?? null) : missing
}

function judge(condition: Condition, scope: Scope): Truth {
  if ('always' in condition) return condition.always
  if ('equals' in condition) return equals(scope.find(condition.equals[0]), condition.equals[1])
  if ('in' in condition) {
    const found = scope.find(condition.in[0])
    return any(condition.in[1].map((value) => equals(found, value)))
  }
  if ('atLeast' in condition) {
    const number = toNumber(scope.find(condition.atLeast[0]))
    return number === null ? 'unknown' : number >= condition.atLeast[1]
  }
  if ('versionAtLeast' in condition)
    return versionAtLeast(scope.find(condition.versionAtLeast[0]), condition.versionAtLeast[1])
  if ('listed' in condition) {
    const found = scope.find(condition.listed[0])
    const text = found === missing ? null : toText(found)
    return text === null ? 'unknown' : isListed(condition.listed[1], text)
  }
  if ('exists' in condition) {
    const { objects } = scope.look(condition.exists)
    return objects ? objects.length > 0 : 'unknown'
  }
  if ('every' in condition) return overObjects(condition.every, scope, all)
  if ('some' in condition) return overObjects(condition.some, scope, any)
  if ('all' in condition) return all(condition.all.map((part) => judge(part, scope)))
  if ('any' in condition) return any(condition.any.map((part) => judge(part, scope)))
  return not(judge(condition.not, scope))
}

function overObjects([name, condition]: readonly [string, Condition], scope: Scope, join: typeof all): Truth {
  const { objects } = scope.look(name)
  if (!objects) return 'unknown'
  return join(
    objects.map((object) =>
      judge(condition, {
        find: (property) => object[property] ?? null,
        look: () => {
          throw new Error('A condition on one object cannot ask for another look')
        },
      }),
    ),
  )
}

function equals(found: Found, expected: string | number | boolean | null): Truth {
  if (found === missing) return 'unknown'
  if (expected === null) return found === null
  const text = toText(found)
  if (text === null) return 'unknown'
  if (typeof expected === 'string') return text === expected
  if (typeof expected === 'boolean') return text === 'True' ? expected : text === 'False' ? !expected : 'unknown'
  const number = toNumber(found)
  return number === null ? 'unknown' : number === expected
}

/** Numbers that PowerShell 5.1 and 7 write as we do. */
const shortNumber = /^-?\d{1,11}(\d{0,4}|\.\d{1,4})$/

/** As PowerShell puts a value into a string; null for what a condition does not compare: lists, tables, long fractions. */
function toText(found: Found): string | null {
  if (typeof found === 'string') return found
  if (typeof found === 'boolean') return found ? 'True' : 'False'
  if (typeof found === 'number' && shortNumber.test(String(found))) return String(found)
  return null
}

function toNumber(found: Found): number | null {
  const text = found === missing ? null : toText(found)
  return text !== null && integerPattern.test(text) ? Number(text) : null
}

function versionAtLeast(found: Found, least: string): Truth {
  const text = found === missing ? null : toText(found)
  if (text === null || !versionPattern.test(text)) return 'unknown'
  const have = text.split('.').map(Number)
  const need = least.split('.').map(Number)
  for (let place = 0; place < 4; place++) {
    // As System.Version: a part that is not there counts less than 0.
    const difference = (have[place] ?? -1) - (need[place] ?? -1)
    if (difference !== 0) return difference > 0
  }
  return true
}

function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false
  return truths.includes('unknown') ? 'unknown' : true
}

function any(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true
  return truths.includes('unknown') ? 'unknown' : false
}

function not(truth: Truth): Truth {
  return truth === 'unknown' ? truth : !truth
}
