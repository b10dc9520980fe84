import type { ProcedureParameters } from '../../../preload/contract/setup-procedures.ts'
import type { Condition } from '../condition.ts'
import type { Look } from '../step.ts'

/** Looks at one virtual machine and what they must say, shared by the steps of nested virtualization. */

export type NestedParameters = ProcedureParameters['nested-virtualization']

/** Hyper-V's answer where no virtual machine has the name. */
const noSuchVm = 'InvalidParameter,Microsoft.HyperV.PowerShell.Commands.GetVM'

export const vmLook = (vm: string): Look => ({
  name: 'vm',
  call: {
    run: 'Get-VM',
    with: { Name: vm },
    take: ['Name', 'State', 'Version', 'Generation', 'ProcessorCount', 'ParentCheckpointName'],
  },
  absentWhen: [noSuchVm],
})

export const processorLook = (vm: string): Look => ({
  name: 'cpu',
  call: { run: 'Get-VMProcessor', with: { VMName: vm }, take: ['Count', 'ExposeVirtualizationExtensions'] },
})

export const memoryLook = (vm: string): Look => ({
  name: 'memory',
  call: {
    run: 'Get-VMMemory',
    with: { VMName: vm },
    take: ['Startup', 'Minimum', 'Maximum', 'DynamicMemoryEnabled'],
  },
})

export const adapterLook = (vm: string): Look => ({
  name: 'adapters',
  call: { run: 'Get-VMNetworkAdapter', with: { VMName: vm }, take: ['Name', 'SwitchName', 'MacAddressSpoofing'] },
})

export const checkpointLook = (vm: string): Look => ({
  name: 'checkpoints',
  call: { run: 'Get-VMSnapshot', with: { VMName: vm }, take: ['Name', 'SnapshotType', 'CreationTime'] },
})

const intel: Condition = { equals: ['processor.Manufacturer', 'GenuineIntel'] }
const amd: Condition = { equals: ['processor.Manufacturer', 'AuthenticAMD'] }
export const vendors = { intel, amd }

/** Configuration versions from which each vendor's extensions can be exposed. */
export const leastVersion = { intel: '8.0', amd: '9.3' } as const

export const versionFits: Condition = {
  any: [
    { all: [intel, { versionAtLeast: ['vm.Version', leastVersion.intel] }] },
    { all: [amd, { versionAtLeast: ['vm.Version', leastVersion.amd] }] },
  ],
}

export const bytesOf = (gigabytes: number): number => gigabytes * 2 ** 30

export const enoughProcessors = ({ processors }: NestedParameters): Condition => ({
  atLeast: ['cpu.Count', processors],
})
export const exposed: Condition = { equals: ['cpu.ExposeVirtualizationExtensions', true] }
export const enoughMemory = ({ memoryGigabytes }: NestedParameters): Condition => ({
  all: [{ equals: ['memory.DynamicMemoryEnabled', false] }, { atLeast: ['memory.Startup', bytesOf(memoryGigabytes)] }],
})

export const isOff: Condition = { equals: ['vm.State', 'Off'] }
/** While it goes from one state to another. */
export const inBetween: Condition = {
  in: ['vm.State', ['Starting', 'Stopping', 'Saving', 'Pausing', 'Resuming', 'Reset', 'FastSaving']],
}
