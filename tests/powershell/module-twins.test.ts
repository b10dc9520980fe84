import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { slipwayModule } from '../../main/practice/machine/cmdlets/slipway-module.ts'
import type { PracticeMachine } from '../../main/practice/machine/practice-machine.ts'
import type { MachineState } from '../../main/practice/machine/state.ts'
import { noPwsh, pwsh, runnerFolder } from '../support/powershell/pwsh.ts'
import { type ScriptHost, startScriptHost } from '../support/powershell/script-host.ts'
import { startPracticeStandIns } from '../support/stand-ins/practice.ts'
import type { StandIns } from '../support/stand-ins/start.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWhere } from '../support/where.ts'
import { practiceMachine } from '../unit/practice-machine/practice-fixture.ts'

const module = join(runnerFolder, 'Slipway.psm1')
const functions = [...readFileSync(module, 'utf8').matchAll(/^function (\S+)/gm)].map(([, name = '']) => name)

it('H1: every function of the module has a twin, and every twin a function', () => {
  expect(functions.length).toBeGreaterThan(3)
  expect(Object.keys(slipwayModule).sort()).toEqual([...functions].sort())
})

const servicing = ({ work }: MachineState) =>
  void work.push({ id: '1', call: { run: 'Install-WindowsFeature' }, elevated: true, until: Number.MAX_VALUE })
const halfStarted = ({ pending, services, files }: MachineState) => {
  pending.fileRename = true
  pending.componentServicing = true
  if (services.docker) {
    services.docker.startType = 'Disabled'
    services.docker.line =
      '"C:\\Program Files\\Docker\\dockerd.exe" --run-service --config-file "D:\\my docker\\daemon.json"'
  }
  files['D:\\my docker\\daemon.json'] = '{"hosts": ["tcp://0.0.0.0:2376", "npipe://"]}'
}
const damaged = ({ files }: MachineState) => {
  files['C:\\ProgramData\\docker\\config\\daemon.json'] = '{'
}
const asItIs = () => undefined
const states: readonly (readonly [string, boolean, (machine: MachineState) => void])[] = [
  ['server-2022', true, asItIs],
  ['server-2022', true, servicing],
  ['server-2016-core', false, asItIs],
  ['server-2016-docker', true, asItIs],
  ['server-2022-docker', true, halfStarted],
  ['server-2022-docker', false, damaged],
  ['server-2022-restart-pending', true, asItIs],
  ['windows-11-home', false, asItIs],
  ['windows-10', true, asItIs],
]

describeWhere(pwsh !== undefined, noPwsh, 'Slipway’s module and its twins', () => {
  const folder = temporaryFolder('slipway-twins-')
  const script = join(folder.path, 'module.ps1')
  let asked: { machine: PracticeMachine; elevated: boolean } | undefined
  let standIns: StandIns
  let host: ScriptHost
  beforeAll(async () => {
    standIns = await startPracticeStandIns(() => {
      if (!asked) throw new Error('No machine is asked.')
      return asked
    })
    host = startScriptHost(standIns)
  })
  afterAll(async () => {
    await host?.close()
    await standIns?.stop()
    folder.remove()
  })

  it.each(states)('H1: say the same of %s with every property, elevated: %s, %#', async (preset, elevated, edit) => {
    const twin = practiceMachine(preset, edit)
    asked = { machine: practiceMachine(preset, edit), elevated }
    writeFileSync(script, moduleScript(Object.keys(twin.state().files).find((path) => path.endsWith('docker.exe'))))
    const { code, output } = await host.run(script)
    expect(code, output).toBe(0)
    const real: Record<string, Record<string, unknown>[]> = JSON.parse(output)
    for (const name of functions) {
      const { objects } = await twin.invoke({ run: name, take: ['*'] }, elevated)
      expect(real[name]?.map(told), name).toEqual(objects.map((object) => told(object['*'] as object)))
    }
  })
})

/** Calls every function, as JSON. Where docker.exe is on PATH is told by a Get-Command of Linux otherwise. */
function moduleScript(client = ''): string {
  const calls = functions.map((name) => `'${name}' = @(${name})`).join('; ')
  return `
    param([switch] $Restart)
    Import-Module '${module}' -Force
    function global:Get-Command { if ('${client}') { New-Object psobject -Property @{ Path = '${client}' } } }
    try { Microsoft.PowerShell.Utility\\ConvertTo-Json -Compress -Depth 4 @{ ${calls} } }
    finally { Remove-Item function:global:Get-Command }
  `
}

/** Without what the runner's lease says: it is of the system that the test runs on (work.test.ts). */
function told(object: object): object {
  const { Call: _call, Running: _running, ...rest } = object as Record<string, unknown>
  return rest
}
