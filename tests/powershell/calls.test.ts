import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Value } from '../../main/setup/call.ts'
import { printCall } from '../../main/setup/call-text.ts'
import type { Condition, Evidence, LookedAt } from '../../main/setup/condition.ts'
import { printCondition } from '../../main/setup/condition-text.ts'
import { interpret } from '../../main/setup/interpret.ts'
import { printComment, printValue } from '../../main/setup/powershell-text.ts'
import { findProgram } from '../support/background-program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWhere } from '../support/where.ts'

const run = promisify(execFile)
const pwsh = findProgram('pwsh')

const sign = fc.constantFrom(
  ...`'"\u2018\u2019\u201a\u201b\u201c\u201d\u201e\`$@(){}[];|&<>#,.-*?%~ab1 \\/\t\n\r\u0007\u001b\u0085\u00ad\u200d\u2028é漢\u{1F433}`,
)
const text = fc.oneof(
  fc.constantFrom('', 'Containers', '$(Get-Date)', '#>', '"@', "'@", '--%', '-Force', '1GB', 'a\r\nb', '`', '@(1)'),
  fc.string({ unit: sign, maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }).filter((part) => !/\0|\p{Surrogate}/u.test(part)),
)
const number = fc.oneof(
  fc.integer(),
  fc.integer({ min: 0, max: 4096 }).map((n) => n * 2 ** 30),
  fc.integer({ min: 0, max: 4096 }).map((n) => n * 2 ** 20),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n)),
)
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    number,
    text,
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .uniqueArray(fc.tuple(text, tie('value')), { maxLength: 3, selector: ([key]) => key.toUpperCase() })
      // One key alone named switch or secret is not a hashtable; an empty key ConvertTo-Json does not take.
      .map((entries) => Object.fromEntries(entries.map(([key, item]) => [`k${key}`, item]))),
  ),
}))

describeWhere(pwsh !== undefined, 'pwsh is not on PATH', 'H11: calls and conditions through the real pwsh', () => {
  const folder = temporaryFolder('slipway-calls-')

  /** Runs a script, UTF-8 with a byte order mark as exports are, and answers each line that it wrote. */
  async function linesOf(script: string): Promise<string[]> {
    const file = join(folder.path, 'script.ps1')
    writeFileSync(file, `\ufeff${script}`)
    const { stdout } = await run(pwsh ?? 'pwsh', ['-NoProfile', '-NonInteractive', '-File', file], {
      maxBuffer: 2 ** 26,
    })
    return stdout.split('\n').filter((line) => line !== '')
  }

  const tell = (expression: string) =>
    `[Console]::Out.WriteLine((ConvertTo-Json -Compress -Depth 20 -EscapeHandling EscapeNonAscii -InputObject ${expression}))`

  it('H11: each value comes out of its text as it went in', async () => {
    const values = sample(value, 700)
    const lines = await linesOf(values.map((item) => tell(printValue(item))).join('\n'))
    expect(lines).toHaveLength(values.length)
    for (const [index, item] of values.entries()) expect([JSON.parse(lines[index] ?? ''), seed]).toEqual([item, seed])
  }, 60_000)

  it('H11: a parameter receives what the call says', async () => {
    const values = sample(value, 700)
    const before =
      'function Get-Echo { [CmdletBinding()] param($Value, [switch]$Flag) @{ v = $Value; f = [bool]$Flag } }\n'
    const flagged = (index: number) => index % 2 === 0
    const script = values.map((item, index) =>
      tell(`(${printCall({ run: 'Get-Echo', with: { Value: item, Flag: { switch: flagged(index) } } })})`),
    )
    const lines = await linesOf(before + script.join('\n'))
    expect(lines).toHaveLength(values.length)
    for (const [index, item] of values.entries()) {
      expect([JSON.parse(lines[index] ?? ''), seed]).toEqual([{ v: item, f: flagged(index) }, seed])
    }
  }, 60_000)

  it('H11: nothing breaks out of a comment', async () => {
    const script = sample(text, 700).map((part) => `${printComment(`${part}; exit 3`)}\n`)
    expect(await linesOf(`${script.join('')}[Console]::Out.WriteLine('end')`)).toEqual(['end'])
  }, 60_000)

  it('H3: the interpreter and the printed text of a condition agree, true, false and unknown', async () => {
    const cases = sample(fc.tuple(condition, evidence), 1500)
    const script = cases.map(([tested, seen]) => {
      const { holds, fails } = printCondition(tested)
      return `$seen = ${printSeen(seen)}\n${tell(`@((${holds}), (${fails}))`)}`
    })
    const lines = await linesOf(script.join('\n'))
    expect(lines).toHaveLength(cases.length)
    const truths = cases.map(([tested, seen]) => interpret(tested, seen))
    for (const [index, truth] of truths.entries()) {
      const answer: unknown = JSON.parse(lines[index] ?? '')
      const agreed = JSON.stringify(answer) === JSON.stringify([truth === true, truth === false])
      expect(agreed, `${JSON.stringify(answer)} of ${JSON.stringify(cases[index])}, seed ${seed}`).toBe(true)
    }
    // Each kind came up often enough to mean something.
    for (const kind of [true, false, 'unknown']) {
      expect(truths.filter((truth) => truth === kind).length).toBeGreaterThan(100)
    }
  }, 60_000)
})

/** Drawn anew at each run; what fails names the seed. */
const seed = Number(process.env.SLIPWAY_SEED) || Date.now() % 2 ** 31
function sample<T>(arbitrary: fc.Arbitrary<T>, count: number): T[] {
  return fc.sample(arbitrary, { numRuns: count, seed })
}

const looks = ['vm', 'feature'] as const
const property = fc.constantFrom('State', 'Count1', 'Version', 'Flag')
const scalar = fc.oneof(
  fc.constantFrom(
    'Off',
    'off',
    'On',
    '',
    'True',
    'False',
    '2',
    '007',
    '9.3',
    '10.0',
    '9.3.0',
    '5\n',
    '\u0665',
    'Off\u00ad',
    'SRV1, *.lan',
    'x,<LOCAL>',
    '[::1],a*',
    '*',
    's?v1',
  ),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(2 ** 30, 2 ** 40, 1.5),
  fc.boolean(),
)
const reading = fc
  .tuple(...['State', 'Count1', 'Version', 'Flag'].map((name) => fc.tuple(fc.constant(name), fc.option(scalar))))
  .map((entries): Record<string, Value> => Object.fromEntries(entries))
const looked: fc.Arbitrary<LookedAt> = fc.record({
  objects: fc.oneof(
    { weight: 5, arbitrary: fc.array(reading, { maxLength: 2 }) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  exitCode: fc.option(fc.integer({ min: 0, max: 2 })),
})
const evidence: fc.Arbitrary<Evidence> = fc.record({ vm: looked, feature: looked })
const expected = fc.oneof(
  scalar.filter((item) => item !== 1.5),
  fc.constant(null),
)
const listed = fc.array(
  scalar.filter((item) => typeof item !== 'boolean' && item !== 1.5) as fc.Arbitrary<string | number>,
  {
    maxLength: 2,
  },
)
const least = fc.constantFrom(-1, 0, 2, 2 ** 30)
const hostName = fc.constantFrom('srv1', 'Off', 'srv1.lan', '[::1]', '2', 'On')
const version = fc.constantFrom('9.3', '10.0', '9.3.0', '8.0')

/** Conditions whose paths come from `path`, without the kinds that ask a look. */
function compared(path: fc.Arbitrary<string>): fc.Arbitrary<Condition> {
  return fc.oneof(
    fc.tuple(path, expected).map(([where, what]): Condition => ({ equals: [where, what] })),
    fc.tuple(path, listed).map(([where, what]): Condition => ({ in: [where, what] })),
    fc.tuple(path, least).map(([where, what]): Condition => ({ atLeast: [where, what] })),
    fc.tuple(path, hostName).map(([where, what]): Condition => ({ listed: [where, what] })),
    fc.tuple(path, version).map(([where, what]): Condition => ({ versionAtLeast: [where, what] })),
  )
}

function joined(base: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> {
  return fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      base,
      fc.array(tie('condition'), { maxLength: 3 }).map((all): Condition => ({ all })),
      fc.array(tie('condition'), { maxLength: 3 }).map((any): Condition => ({ any })),
      tie('condition').map((not): Condition => ({ not })),
    ),
  })).condition
}

const path = fc
  .tuple(fc.constantFrom(...looks), fc.oneof(property, property, fc.constantFrom('count', 'exitCode')))
  .map(([look, name]) => `${look}.${name}`)
const onObject = joined(compared(property))
const condition = joined(
  fc.oneof(
    { weight: 4, arbitrary: compared(path) },
    { weight: 1, arbitrary: fc.constantFrom(...looks).map((exists): Condition => ({ exists })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...looks), onObject)
        .map(([look, part]): Condition => ({ every: [look, part] })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...looks), onObject)
        .map(([look, part]): Condition => ({ some: [look, part] })),
    },
  ),
)

/** The evidence as an exported script holds it: objects, not hashtables. */
function printSeen(seen: Evidence): string {
  const parts = Object.entries(seen).flatMap(([name, { objects, exitCode }]) => [
    `${name} = ${objects ? `@(${objects.map((object) => `[pscustomobject]${printValue(object)}`).join(', ')})` : '$null'}`,
    `${name}ExitCode = ${printValue(exitCode)}`,
  ])
  return `@{ ${parts.join('; ')} }`
}
