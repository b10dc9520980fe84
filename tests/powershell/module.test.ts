import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { pwsh, pwshProgram } from '../support/powershell/pwsh.ts'
import { describeWhere } from '../support/where.ts'

/** Where scripts/parts/powershell.mjs puts it, beside the PowerShell that it installs. */
const pester = join(dirname(pwsh ?? ''), 'modules/pester/6.2.0/tools/Pester.psd1')

describeWhere(existsSync(pester), 'Pester is not beside pwsh', "H1: Slipway's module under Pester", () => {
  it('H1: every answer of Windows is read as it is meant', async () => {
    const { path, environment } = pwshProgram()
    const tests = join(import.meta.dirname, 'Slipway.Tests.ps1')
    const command = `
      Import-Module '${pester}'
      $run = Invoke-Pester -Path '${tests}' -PassThru -Output None
      $failed = @($run.Failed | ForEach-Object { "$($_.ExpandedPath): $($_.ErrorRecord)" })
      ConvertTo-Json -Compress @{ passed = $run.PassedCount; failed = $failed; blocks = $run.FailedBlocksCount }`
    const { stdout } = await promisify(execFile)(path, ['-NoProfile', '-NonInteractive', '-Command', command], {
      env: environment,
    })
    const result: { passed: number; failed: string[]; blocks: number } = JSON.parse(stdout)
    expect(result.failed).toEqual([])
    expect(result.blocks).toBe(0)
    expect(result.passed).toBeGreaterThan(12)
  }, 180_000)
})
