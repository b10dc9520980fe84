import { settleServices } from '../restart.ts'
import { addService, everywhere } from '../service-names.ts'
import type { HardwareState, MachineState, WindowsState } from '../state.ts'
import { hypervisorStarts } from '../virtualization.ts'

export const gigabyte = 2 ** 30

export const metal: HardwareState = {
  manufacturer: 'Dell Inc.',
  model: 'PowerEdge R650',
  processorManufacturer: 'GenuineIntel',
  processorName: 'Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz',
  sockets: 1,
  cores: 8,
  logicalProcessors: 16,
  memory: 64 * gigabyte,
  slat: true,
  monitorMode: true,
  dep: true,
  firmware: true,
  outer: null,
  nested: false,
}

export const amd: HardwareState = {
  ...metal,
  manufacturer: 'HPE',
  model: 'ProLiant DL385 Gen10 Plus',
  processorManufacturer: 'AuthenticAMD',
  processorName: 'AMD EPYC 7443 24-Core Processor',
}

/** A VM of Hyper-V whose host shows no virtualization extensions. */
export const hyperVGuest: HardwareState = {
  ...metal,
  manufacturer: 'Microsoft Corporation',
  model: 'Virtual Machine',
  cores: 2,
  logicalProcessors: 2,
  memory: 4 * gigabyte,
  outer: 'hyper-v',
}

/** A machine fresh from its installation, with the differences given. */
export function blankMachine(hostName: string, windows: WindowsState, parts: Partial<MachineState> = {}): MachineState {
  const machine: MachineState = {
    hostName,
    windows,
    hardware: structuredClone(metal),
    vbs: 0,
    launchType: 'Auto',
    hypervisor: false,
    administrator: true,
    features: { 'IIS-WebServerRole': 'disabled', NetFx3: 'removed' },
    sources: [],
    pending: { componentServicing: false, windowsUpdate: false, fileRename: false },
    services: {},
    files: {
      'C:\\Windows\\System32\\drivers\\etc\\hosts': '# localhost name resolution is handled within DNS itself.\r\n',
    },
    disk: { size: 256 * gigabyte, free: 180 * gigabyte },
    network: { switches: [], nats: [], addresses: [], rules: [], internet: true },
    trustedHosts: '',
    vms: [],
    events: [],
    work: [],
    engineVersion: null,
    engineConfig: null,
    engineStartedAt: null,
    bootedAt: Date.now() - 3 * 24 * 3600 * 1000,
    backAt: null,
    faults: { failNext: null, dropNext: null, powerLossNext: false, slow: 0 },
    ...structuredClone(parts),
  }
  for (const name of everywhere) addService(machine, name)
  // Remoting is on by default on servers only (about_Remote_Requirements).
  if (windows.installationType === 'Client' && machine.services.WinRM) machine.services.WinRM.startType = 'Manual'
  machine.hypervisor = hypervisorStarts(machine)
  settleServices(machine)
  return machine
}
