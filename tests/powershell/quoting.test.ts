import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { quoteCommand } from '../../preload/contract/command-line/quoting.ts'
import { findProgram } from '../support/background-program.ts'
import { describeWhere } from '../support/where.ts'

const run = promisify(execFile)
const pwsh = findProgram('pwsh')
const echo = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))'

describeWhere(pwsh !== undefined, 'pwsh is not on PATH', 'H11: PowerShell quoting through the real pwsh', () => {
  it('H11: pwsh hands a program the arguments as they were', async () => {
    const argument = fc.oneof(
      fc.constantFrom(
        '',
        'a b',
        `it's "so"`,
        '$HOME',
        '`n',
        '{"a":[1]}',
        'C:\\a b\\',
        '-a.b:c',
        '\u2019',
        '@x',
        '%',
        '--%',
      ),
      fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(argument, { minLength: 1, maxLength: 30 }), async (argv) => {
        const line = `& ${quoteCommand([process.execPath, '-e', echo, '--', ...argv], 'powershell')}`
        const { stdout } = await run(pwsh ?? 'pwsh', ['-NoProfile', '-NonInteractive', '-Command', line])
        expect(JSON.parse(stdout)).toEqual(argv)
      }),
      { numRuns: 20 },
    )
  })
})
