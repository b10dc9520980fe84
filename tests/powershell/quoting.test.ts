import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { quoteCommand, type Shell } from '../../preload/contract/command-line/quoting.ts'
import { findProgram } from '../support/background-program.ts'
import { describeWhere } from '../support/where.ts'

const run = promisify(execFile)
const pwsh = findProgram('pwsh')
const echo = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))'

// PowerShell takes an argument that is exactly --% for its own, quoted or not.
const argument = fc.oneof(
  fc.constantFrom('', 'a b', `it's "so"`, '$HOME', '`n', '{"a":[1]}', 'C:\\a b\\', '-a.b:c', '\u2019', '@x', '%'),
  fc
    .string({ unit: fc.constantFrom(...`'"\\ $\`^&|<>%!();,=*?~#@{}[]ab-.:/\t\n\u2018\u2019`) })
    .filter((text) => text !== '--%'),
)

describeWhere(pwsh !== undefined, 'pwsh is not on PATH', 'H11: PowerShell quoting through the real pwsh', () => {
  async function passThrough(argv: string[], shell: Shell, before: string): Promise<unknown> {
    const line = `${before}& ${quoteCommand([process.execPath, '-e', echo, '--', ...argv], shell)}`
    const { stdout } = await run(pwsh ?? 'pwsh', ['-NoProfile', '-NonInteractive', '-Command', line])
    return JSON.parse(stdout)
  }

  it('H11: pwsh hands a program the arguments as they were', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(argument, { minLength: 1, maxLength: 30 }), async (argv) => {
        expect(await passThrough(argv, 'powershell', '')).toEqual(argv)
      }),
      { numRuns: 8 },
    )
  })

  it('H11: so does the way of Windows PowerShell 5.1, as far as pwsh can still play it', async () => {
    // Newer versions double a backslash at the end by themselves, even in this mode.
    const old = argument.filter((text) => !/\s.*\\$/s.test(text))
    await fc.assert(
      fc.asyncProperty(fc.array(old, { minLength: 1, maxLength: 30 }), async (argv) => {
        const before = "$PSNativeCommandArgumentPassing = 'Legacy'; "
        expect(await passThrough(argv, 'windows-powershell', before)).toEqual(argv)
      }),
      { numRuns: 8 },
    )
  })
})
