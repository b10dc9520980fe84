import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { practiceSession } from '../../main/practice/machine/session.ts'
import { exportPlan } from '../../main/setup/export.ts'
import { readFacts } from '../../main/setup/facts.ts'
import { readModule } from '../../main/setup/host/runner-files.ts'
import { buildPlan, reviewPlan } from '../../main/setup/plan.ts'
import { noPwsh, pwsh, runnerFolder } from '../support/powershell/pwsh.ts'
import { practiceMachine } from '../support/setup/practice.ts'
import { hyperV, nested } from '../support/setup/scenarios.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWhere } from '../support/where.ts'

/** Names that try to end a string, a comment, a block or a line. */
const names = [
  "x'; Remove-Item C:\\ -Recurse; '",
  'x’; Remove-Item C:\\ ; ’',
  'x"; $(Remove-Item C:\\) "',
  'x #> Remove-Item C:\\ <#',
  'x\u2028Remove-Item C:\\',
  'x\u0085Remove-Item C:\\',
  '} Remove-Item C:\\ {',
  '@" Remove-Item C:\\ "@',
  '--% Remove-Item',
  'Größe “quoted” 日本語 🐳',
]

/** Prints the commands that PowerShell's own parser finds in a script, or its errors. */
const reader = `
param([string] $Folder)
foreach ($file in Get-ChildItem -LiteralPath $Folder -Filter *.ps1) {
    $tokens = $null
    $problems = $null
    $tree = [System.Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref] $tokens, [ref] $problems)
    foreach ($problem in $problems) { "ERROR $($file.Name) $($problem.Message)" }
    foreach ($command in $tree.FindAll({ param($part) $part -is [System.Management.Automation.Language.CommandAst] }, $true)) { "$($command.GetCommandName())" }
}
`

describeWhere(pwsh !== undefined, noPwsh, 'H12: exported scripts', () => {
  const folder = temporaryFolder()
  afterAll(() => folder.remove())

  it('H12: no name of a machine, a source or a title breaks out of the script', async () => {
    const scripts = join(folder.path, 'scripts')
    mkdirSync(scripts)
    const plain = await commandsOf(['web1'], join(folder.path, 'plain'))
    const found = await commandsOf(names, scripts)
    expect(found).toEqual(plain)
    expect(found).not.toContain('Remove-Item')
    expect(found).toContain('Set-VMProcessor')
  }, 60_000)

  /** The names of all commands in the scripts for machines so called, each once. */
  async function commandsOf(vms: readonly string[], scripts: string): Promise<string[]> {
    mkdirSync(scripts, { recursive: true })
    const session = practiceSession(
      practiceMachine(join(folder.path, `machines ${vms.length}`), 'hyperv-host', (machine) => {
        const [vm] = machine.vms
        if (vm)
          machine.vms = vms.map((name, place) => ({
            ...structuredClone(vm),
            name,
            id: `${vm.id.slice(0, -2)}${10 + place}`,
          }))
      }),
    )
    const { facts } = await readFacts(session)
    for (const [place, vm] of vms.entries()) {
      const plan = buildPlan(
        vm,
        [{ ...hyperV, parameters: { ...hyperV.parameters, source: vm } } as typeof hyperV, nested({ vm })],
        facts,
      )
      const script = exportPlan(await reviewPlan(plan, session), {
        title: vm,
        program: vm,
        module: readModule(runnerFolder),
      })
      expect(script.startsWith('\uFEFF#Requires -Version 5.1\r\n#Requires -RunAsAdministrator\r\n')).toBe(true)
      expect(script).not.toMatch(/[^\r]\n/)
      writeFileSync(join(scripts, `${place}.ps1`), script)
    }
    const readerPath = join(folder.path, 'reader.ps1')
    writeFileSync(readerPath, reader)
    const output = execFileSync(
      pwsh ?? '',
      ['-NoProfile', '-NonInteractive', '-File', readerPath, '-Folder', scripts],
      { encoding: 'utf8' },
    )
    const lines = output.split('\n').map((line) => line.trim())
    expect(lines.filter((line) => line.startsWith('ERROR'))).toEqual([])
    return [...new Set(lines)].sort()
  }
})
