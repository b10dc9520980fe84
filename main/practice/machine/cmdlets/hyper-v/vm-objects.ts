import type { Value } from '../../../../setup/call.ts'
import type { MachineState, VmAdapterState, VmState } from '../../state.ts'

type Properties = { readonly [key: string]: Value }

const noCheckpoint = '00000000-0000-0000-0000-000000000000'

/** Microsoft.HyperV.PowerShell.VirtualMachine. */
export function vmObject(machine: MachineState, vm: VmState, now: number): Properties {
  const runs = vm.state === 'Running'
  const parent = vm.checkpoints.at(-1)
  return {
    Name: vm.name,
    VMName: vm.name,
    Id: vm.id,
    VMId: vm.id,
    State: vm.state,
    Status: 'Operating normally',
    Uptime: span(runs && vm.startedAt !== null ? now - vm.startedAt : 0),
    CPUUsage: 0,
    MemoryAssigned: runs ? vm.memory.startup : 0,
    MemoryDemand: runs ? Math.floor(vm.memory.startup * 0.6) : 0,
    MemoryStatus: '',
    Version: vm.version,
    Generation: vm.generation,
    ProcessorCount: vm.processors,
    DynamicMemoryEnabled: vm.memory.dynamic,
    MemoryStartup: vm.memory.startup,
    MemoryMinimum: vm.memory.minimum,
    MemoryMaximum: vm.memory.maximum,
    ReplicationState: 'Disabled',
    ParentCheckpointId: parent?.id ?? null,
    ParentCheckpointName: parent?.name ?? null,
    ParentSnapshotId: parent?.id ?? null,
    ParentSnapshotName: parent?.name ?? null,
    Path: 'C:\\ProgramData\\Microsoft\\Windows\\Hyper-V',
    ConfigurationLocation: 'C:\\ProgramData\\Microsoft\\Windows\\Hyper-V',
    NetworkAdapters: vm.adapters.map((adapter) => adapterObject(vm, adapter)),
    HardDrives: [{ Path: `C:\\Users\\Public\\Documents\\Hyper-V\\Virtual Hard Disks\\${vm.name}.vhdx` }],
    ComputerName: machine.hostName,
  }
}

/** Hours of a day and more, as TimeSpan writes itself: `1.01:20:10`. */
function span(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  const days = Math.floor(seconds / 86400)
  return `${days > 0 ? `${days}.` : ''}${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** VMProcessor. */
export function processorObject(machine: MachineState, vm: VmState): Properties {
  return {
    Count: vm.processors,
    ExposeVirtualizationExtensions: vm.exposed,
    CompatibilityForMigrationEnabled: false,
    ...(machine.windows.build >= 26100 ? { CompatibilityForMigrationMode: 'MinimumFeatureSet' } : {}),
    CompatibilityForOlderOperatingSystemsEnabled: false,
    HwThreadCountPerCore: 0,
    EnableHostResourceProtection: false,
    Maximum: 100,
    Reserve: 0,
    RelativeWeight: 100,
    MaximumCountPerNumaNode: machine.hardware.logicalProcessors,
    MaximumCountPerNumaSocket: 1,
    EnablePerfmonPmu: false,
    EnablePerfmonLbr: false,
    EnablePerfmonPebs: false,
    EnablePerfmonIpt: false,
    EnableLegacyApicMode: false,
    ApicMode: 'Default',
    AllowACountMCount: true,
    CpuBrandString: '',
    PerfCpuFreqCapMhz: 0,
    ResourcePoolName: 'Primordial',
    OperationalStatus: [],
    StatusDescription: [],
    Name: 'Processor',
    Id: `Microsoft:${vm.id.toUpperCase()}\\b637f346-6a0e-4dec-af52-bd70cb80a21d\\0`,
    VMId: vm.id,
    VMName: vm.name,
    VMCheckpointId: noCheckpoint,
    VMCheckpointName: '',
    VMSnapshotId: noCheckpoint,
    VMSnapshotName: '',
    ComputerName: machine.hostName,
    IsDeleted: false,
  }
}

/** VMMemory; the list of its properties is from use (unverified). */
export function memoryObject(vm: VmState): Properties {
  return {
    Startup: vm.memory.startup,
    Minimum: vm.memory.minimum,
    Maximum: vm.memory.maximum,
    Buffer: 20,
    Priority: 50,
    DynamicMemoryEnabled: vm.memory.dynamic,
    MaximumPerNumaNode: 65_536,
    Name: 'Memory',
    VMId: vm.id,
    VMName: vm.name,
  }
}

/** VMNetworkAdapter; the list of its properties is from use (unverified). */
export function adapterObject(vm: VmState, adapter: VmAdapterState): Properties {
  return {
    Name: adapter.name,
    IsManagementOs: false,
    VMId: vm.id,
    VMName: vm.name,
    SwitchName: adapter.switchName,
    MacAddress: adapter.mac,
    DynamicMacAddressEnabled: true,
    MacAddressSpoofing: adapter.spoofing,
    Status: vm.state === 'Running' ? ['Ok'] : [],
    IPAddresses: vm.state === 'Running' ? ['192.168.1.50'] : [],
  }
}
