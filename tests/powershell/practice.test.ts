import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { simulatedCommands } from '../../main/practice/machine/command-table.ts'
import { PracticeMachine } from '../../main/practice/machine/practice-machine.ts'
import { findPreset } from '../../main/practice/machine/presets/catalogue.ts'
import type { MachineState } from '../../main/practice/machine/state.ts'
import { type Call, given } from '../../main/setup/call.ts'
import { noPwsh, pwsh } from '../support/powershell/pwsh.ts'
import { comparable } from '../support/stand-ins/comparable.ts'
import { cmdletMetadata } from '../support/stand-ins/metadata.ts'
import { openPractice } from '../support/stand-ins/practice.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWhere } from '../support/where.ts'

const looks: readonly Call[] = [
  {
    run: 'Get-CimInstance',
    with: { ClassName: 'Win32_OperatingSystem' },
    take: ['Caption', 'BuildNumber', 'LastBootUpTime', 'ProductType'],
  },
  {
    run: 'Get-CimInstance',
    with: { ClassName: 'Win32_ComputerSystem' },
    take: ['HypervisorPresent', 'TotalPhysicalMemory', 'Model'],
  },
  {
    run: 'Get-CimInstance',
    with: { ClassName: 'Win32_Processor' },
    take: ['Manufacturer', 'AddressWidth', 'VirtualizationFirmwareEnabled'],
  },
  {
    run: 'Get-CimInstance',
    with: { ClassName: 'Win32_OptionalFeature', Filter: "Name='Containers'" },
    take: ['Name', 'InstallState'],
  },
  {
    run: 'Get-WindowsFeature',
    with: { Name: ['Containers', 'Hyper-V'] },
    take: ['Name', 'InstallState', 'Installed', 'DependsOn', 'AdditionalInfo.MajorVersion'],
  },
  { run: 'Get-Service', with: { Name: ['hns', 'vmcompute'] }, take: ['Name', 'Status', 'StartType'] },
  { run: 'Get-VM', take: ['Name', 'State'] },
  {
    run: 'Get-SlipwayWindowsVersion',
    take: ['ProductName', 'InstallationType', 'EditionID', 'DisplayVersion', 'CurrentBuild', 'UBR', 'BuildLabEx'],
  },
  {
    run: 'Get-SlipwayPendingRestart',
    take: ['Pending', 'ComponentServicing', 'WindowsUpdate', 'FileRename', 'RestartNeeded'],
  },
  // The lease of its Call is of the system that it runs on: work.test.ts.
  { run: 'Get-SlipwayWork', take: ['Servicing'] },
  {
    run: 'Get-SlipwayDockerInstall',
    take: ['Client', 'Daemon', 'ServiceLine', 'ServiceStart', 'ConfigFile', 'ConfigReadable', 'Listens'],
  },
]

/** Refused by a binder: PowerShell's own on one side, the practice machine's on the other. */
const refusals: readonly Call[] = [
  { run: 'Install-WindowsFeature', with: { Nmae: 'Containers' } },
  { run: 'Get-Service', with: { Name: 'a', DisplayName: 'b' } },
  { run: 'Install-WindowsFeature', with: {} },
  { run: 'Get-Nothing', with: {} },
]

const changes: readonly Call[] = [
  { run: 'Install-WindowsFeature', with: { Name: 'Nonsense' }, take: ['Success', 'RestartNeeded', 'ExitCode'] },
  {
    run: 'Install-WindowsFeature',
    with: { Name: ['Containers'] },
    take: ['Success', 'RestartNeeded', 'ExitCode', 'FeatureResult'],
  },
  {
    run: 'Enable-WindowsOptionalFeature',
    with: { Online: given, FeatureName: ['Containers'], All: given, NoRestart: given },
    take: ['RestartNeeded'],
  },
  { run: 'Get-SlipwayPendingRestart', take: ['Pending', 'ComponentServicing', 'RestartNeeded'] },
  { run: 'Set-Service', with: { Name: 'nothing', StartupType: 'Automatic' } },
]

describeWhere(
  pwsh !== undefined,
  noPwsh,
  'H1: a call gives the same on the practice machine and through the real PowerShell',
  () => {
    const folder = temporaryFolder()
    let count = 0
    const machineOf = (preset: string, edit?: (state: MachineState) => void) => {
      const make = () => {
        const state = findPreset(preset)?.make()
        if (!state) throw new Error(`No preset ${preset}`)
        state.bootedAt = Date.parse('2026-11-01T08:00:00.000Z')
        edit?.(state)
        return state
      }
      return new PracticeMachine({ name: preset, folder: join(folder.path, String(count++)), make, pace: 0 })
    }
    afterAll(() => folder.remove())

    const docker = (state: MachineState) => {
      state.services.docker = {
        displayName: 'Docker Engine',
        status: 'Stopped',
        startType: 'Automatic',
        line: '"C:\\Program Files\\Docker\\dockerd.exe" --run-service -H npipe:// -H tcp://0.0.0.0:2376 --config-file "D:\\my docker\\daemon.json"',
        account: 'LocalSystem',
        dependsOn: [],
      }
      state.files['D:\\my docker\\daemon.json'] = '{"hosts": ["npipe://"]}'
      state.engineVersion = '28.5.2'
      state.pending.fileRename = true
      state.work = [
        {
          id: '1',
          call: { run: 'Install-WindowsFeature', with: { Name: 'x' } },
          elevated: true,
          until: Number.MAX_VALUE,
        },
      ]
    }
    const both = async (twin: PracticeMachine, through: PracticeMachine, calls: readonly Call[], elevated: boolean) => {
      const { session, close } = await openPractice(through, elevated)
      try {
        for (const call of calls) {
          // Not yet simulated: the practice machine fails loudly, and so would this test.
          if ('run' in call && cmdletMetadata[call.run] && !simulatedCommands().includes(call.run)) continue
          const direct = comparable(await twin.invoke(call, elevated))
          const real = comparable(await session.invoke(call))
          expect(real, JSON.stringify(call)).toEqual(direct)
        }
      } finally {
        await close()
      }
    }

    it.each([
      ['server-2022', true],
      ['server-2016', false],
      ['windows-11', true],
      ['windows-11', false],
    ] as const)('H1: every look on %s, elevated: %s', async (preset, elevated) => {
      await both(machineOf(preset), machineOf(preset), looks, elevated)
    })

    it('H1: an engine that is installed, and a restart that is pending', async () => {
      await both(machineOf('server-2022', docker), machineOf('server-2022', docker), looks, true)
    })

    it.each(['server-2022', 'windows-11'])('H3: what changes %s leaves the same machine', async (preset) => {
      const [direct, through] = [machineOf(preset), machineOf(preset)]
      await both(direct, through, changes, true)
      expect(through.state()).toEqual(direct.state())
    })

    it('H3: both binders refuse the same calls', async () => {
      await both(machineOf('server-2022'), machineOf('server-2022'), refusals, true)
    })
  },
)
