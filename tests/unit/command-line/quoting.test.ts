import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quoteCommand, quoteWindowsPowerShell } from '../../../preload/contract/command-line/quoting.ts'
import { splitCommandLine } from '../../../preload/contract/command-line/split.ts'

const run = promisify(execFile)
const difficult = [
  '',
  'a b',
  `it's`,
  'say "x y"',
  'C:\\Program Files\\a\\',
  'a\\"b\\\\',
  '%PATH%',
  '$HOME `id` $(id)',
  'a&b|c<d>e^f(g)',
  '!x!',
  '{"dns":["1.1.1.1"]}',
  '\u2019quoted\u2018',
  '-a.b:c',
  '*',
  '~',
  '=x',
  '#',
  'é漢\u{1F433}',
]
const argument = fc.oneof(
  fc.constantFrom(...difficult),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...`'"\\ $\`^&|<>%!();,=*?~#@{}[]ab-.:/\t`) }),
)
const withoutNul = argument.map((text) => text.replaceAll('\0', ''))
const oneLine = withoutNul.map((text) => text.replace(/[\r\n]/g, ''))

describe('H11: quoting', () => {
  it('H11: bash hands the arguments over as they were', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(withoutNul, { minLength: 1, maxLength: 20 }), async (argv) => {
        const line = `printf '%s\\0' ${quoteCommand(argv, 'posix')}`
        const { stdout } = await run('bash', ['-c', line])
        expect(stdout.split('\0').slice(0, -1)).toEqual(argv)
      }),
      { numRuns: 150, examples: [[difficult], [['two\nlines', '\t']]] },
    )
  }, 60_000)

  it.each(['posix', 'powershell'] as const)('H11: our own reading of %s lines agrees', (shell) => {
    fc.assert(
      fc.property(fc.array(withoutNul), (argv) => {
        const parsed = splitCommandLine(quoteCommand(['docker', ...argv], shell), shell)
        expect(parsed.ok && parsed.value.map(({ text }) => text)).toEqual(['docker', ...argv])
      }),
      { numRuns: 500, examples: [[difficult], [['two\nlines']]] },
    )
  })

  it('H11: our own reading of cmd lines agrees', () => {
    fc.assert(
      fc.property(fc.array(oneLine), (argv) => {
        const parsed = splitCommandLine(quoteCommand(['docker', ...argv], 'cmd'), 'cmd')
        expect(parsed.ok && parsed.value.map(({ text, expands }) => ({ text, expands }))).toEqual(
          ['docker', ...argv].map((text) => ({ text, expands: false })),
        )
      }),
      { numRuns: 500, examples: [[difficult]] },
    )
  })

  it('H11: cmd says that it cannot take a line break', () => {
    expect(quoteCommand(['docker', 'a\nb'], 'cmd')).toMatch(/^rem /)
  })

  it.each([
    ['{"a":1}', `'{\\"a\\":1}'`],
    ['say "x y"', `'say \\"x y\\"'`],
    ['C:\\a b\\', `'C:\\a b\\\\'`],
    ['C:\\a\\', 'C:\\a\\'],
    ['', `'""'`],
    [`it's`, `'it''s'`],
    ['a\\"b', `'a\\\\\\"b'`],
  ])('H11: Windows PowerShell 5.1 is given %j as %s', (given, written) => {
    expect(quoteWindowsPowerShell(given)).toBe(written)
  })
})
