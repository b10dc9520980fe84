import { type CmdletContext, type CmdletTable, flagOf, textOf, textsOf, wildcard } from '../../cmdlet.ts'
import { findVms } from './find-vms.ts'
import { demandHyperV, hyperVError, hyperVModule, sayNotFound } from './hyper-v-errors.ts'
import { supportedVersions } from './supported-versions.ts'
import { adapterObject, memoryObject, processorObject, vmObject } from './vm-objects.ts'

const look = (run: (context: CmdletContext) => void) => ({ available: hyperVModule, run })

/** Cmdlets of the Hyper-V module that change nothing. */
export const vmLookCmdlets: CmdletTable = {
  'Get-VM': look(getVm),
  'Get-VMProcessor': look((context) => {
    for (const vm of findVms(context, 'VMName')) context.write(processorObject(context.machine, vm))
  }),
  'Get-VMMemory': look((context) => {
    for (const vm of findVms(context, 'VMName')) context.write(memoryObject(vm))
  }),
  'Get-VMNetworkAdapter': look(getAdapters),
  'Get-VMSnapshot': look(getSnapshots),
  'Get-VMHost': look(getHost),
  'Get-VMHostSupportedVersion': look(getSupportedVersions),
  'Get-VMSwitch': look(getSwitches),
}

function getVm(context: CmdletContext): void {
  const { machine, now } = context
  const id = textOf(context, 'Id')
  if (id === null) {
    for (const vm of findVms(context, 'Name')) context.write(vmObject(machine, vm, now))
    return
  }
  demandHyperV(context)
  const found = machine.vms.find((vm) => vm.id.toLowerCase() === id.toLowerCase())
  if (found) context.write(vmObject(machine, found, now))
  else
    context.error(
      hyperVError(
        context,
        'InvalidParameter',
        'InvalidArgument',
        `Hyper-V was unable to find a virtual machine with id "${id}".`,
        id,
      ),
    )
}

function getAdapters(context: CmdletContext): void {
  if (!context.args.has('VMName')) throw new Error('Get-VMNetworkAdapter is simulated with -VMName only.')
  const pattern = wildcard(textOf(context, 'Name') ?? '*')
  for (const vm of findVms(context, 'VMName'))
    for (const adapter of vm.adapters) if (pattern.test(adapter.name)) context.write(adapterObject(vm, adapter))
}

function getSnapshots(context: CmdletContext): void {
  const pattern = wildcard(textOf(context, 'Name') ?? '*')
  for (const vm of findVms(context, 'VMName'))
    for (const [index, checkpoint] of vm.checkpoints.entries())
      if (pattern.test(checkpoint.name))
        context.write({
          Name: checkpoint.name,
          Id: checkpoint.id,
          SnapshotType: 'Standard',
          CreationTime: checkpoint.createdAt,
          ParentSnapshotName: vm.checkpoints[index - 1]?.name ?? null,
          VMName: vm.name,
        })
}

function getHost(context: CmdletContext): void {
  demandHyperV(context)
  const { hostName, hardware } = context.machine
  context.write({
    Name: hostName,
    ComputerName: hostName,
    FullyQualifiedDomainName: hostName,
    LogicalProcessorCount: hardware.logicalProcessors * hardware.sockets,
    MemoryCapacity: hardware.memory,
    MacAddressMinimum: '00155D010A00',
    MacAddressMaximum: '00155D010AFF',
    MaximumStorageMigrations: 2,
    VirtualHardDiskPath: 'C:\\Users\\Public\\Documents\\Hyper-V\\Virtual Hard Disks',
    VirtualMachinePath: 'C:\\ProgramData\\Microsoft\\Windows\\Hyper-V',
    EnableEnhancedSessionMode: false,
    NumaSpanningEnabled: true,
  })
}

function getSupportedVersions(context: CmdletContext): void {
  demandHyperV(context)
  for (const version of supportedVersions(context.machine.windows.build))
    if (!flagOf(context, 'Default') || version.isDefault)
      context.write({ Name: version.name, Version: version.version, IsDefault: version.isDefault })
}

function getSwitches(context: CmdletContext): void {
  demandHyperV(context)
  const name = textOf(context, 'Name')
  const types = textsOf(context, 'SwitchType')
  const found = context.machine.network.switches.filter(
    (item) => (name === null || wildcard(name).test(item.name)) && (!types || types.includes(item.type)),
  )
  if (name !== null && found.length === 0) sayNotFound(context, 'switch', name)
  for (const { name: switchName, type } of found)
    context.write({
      Name: switchName,
      SwitchType: type,
      NetAdapterInterfaceDescription: type === 'External' ? 'Intel(R) Ethernet Controller X710' : null,
    })
}
