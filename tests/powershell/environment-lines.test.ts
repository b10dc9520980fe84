import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { environmentLines } from '../../preload/contract/command-line/environment-lines.ts'
import { findProgram } from '../support/background-program.ts'
import { describeWhere } from '../support/where.ts'

const run = promisify(execFile)
const pwsh = findProgram('pwsh')
const names = ['DOCKER_HOST', 'DOCKER_TLS_VERIFY', 'DOCKER_CERT_PATH', 'DOCKER_TLS', 'DOCKER_CONTEXT']
// Whatever was set before must not spoil the connection.
const env = { ...process.env, DOCKER_CONTEXT: 'old', DOCKER_TLS: '1' }

describeWhere(pwsh !== undefined, 'pwsh is not on PATH', 'C5: the lines for PowerShell, run in the real pwsh', () => {
  it('C5: any folder and address arrive as they are, and what would spoil them is gone', async () => {
    const odd = fc.constantFrom(
      "C:\\Users\\O'Brien & Söhne\\certs %TEMP% $HOME `n",
      '/home/me/“typographic” ‘quotes’',
      '/srv/\u{1f433} 日本語/x',
      'D:\\a;b,c\\(x86)\\@#{}[]',
    )
    const folder = fc.oneof(
      odd,
      fc.string({ unit: fc.constantFrom(...'\'"\\ $`^&|<>%!();,=@#{}[]ab:/‘’“”é'), minLength: 1 }),
    )
    const cases = fc.sample(folder, 20).map((path) => [path, 'ssh://CORP%5Cadmin@win1'] as const)
    const script = cases
      .map(([certificateFolder, url]) => {
        const { powershell } = environmentLines({ url, tls: { certificateFolder, verify: true } }, 'h')
        const read = names.map((name) => `$env:${name}`).join(', ')
        return `$env:DOCKER_CONTEXT = 'old'\n${powershell.join('\n')}\n,@(${read}) | ConvertTo-Json -Compress`
      })
      .join('\n')
    const { stdout } = await run(pwsh ?? 'pwsh', ['-NoProfile', '-NonInteractive', '-Command', script], { env })
    const seen = stdout
      .trim()
      .split(/\r?\n/)
      .map((line) => JSON.parse(line))
    expect(seen).toEqual(cases.map(([folder, url]) => [url, '1', folder, null, null]))
  })
})
