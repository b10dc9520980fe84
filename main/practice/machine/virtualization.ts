import type { MachineState } from './state.ts'

/** Processor flags as Win32_Processor reads them; null is empty. */
export interface ProcessorFlags {
  readonly slat: boolean | null
  readonly monitorMode: boolean | null
  readonly firmware: boolean | null
}

/** The hardware, or the outer hypervisor, lets a hypervisor run here. */
export function canRunHypervisor({ hardware }: MachineState): boolean {
  if (hardware.outer) return hardware.nested
  return hardware.slat && hardware.monitorMode && hardware.dep && hardware.firmware !== false
}

/** Win32_ComputerSystem.HypervisorPresent: inside a VM the outer one is seen. */
export function hypervisorPresent(machine: MachineState): boolean {
  return machine.hardware.outer !== null || machine.hypervisor
}

/**
 * A hypervisor that runs takes the extensions for itself: the flags then read False (microsoft/Windows-Sandbox #15).
 * Firmware switched off leaves the capability True (Flux159/ragnarokoffline.app #104).
 */
export function processorFlags(machine: MachineState): ProcessorFlags {
  const { hardware } = machine
  if (machine.hypervisor || (hardware.outer && !hardware.nested))
    return { slat: false, monitorMode: false, firmware: false }
  if (hardware.outer) return { slat: true, monitorMode: true, firmware: true }
  return {
    slat: hardware.slat,
    monitorMode: hardware.monitorMode,
    firmware: hardware.monitorMode ? hardware.firmware : false,
  }
}

/** Whether a hypervisor comes up with the next start. */
export function hypervisorStarts(machine: MachineState): boolean {
  const wanted = [
    'Microsoft-Hyper-V',
    'Microsoft-Hyper-V-Hypervisor',
    'HypervisorPlatform',
    'VirtualMachinePlatform',
  ].some((name) => machine.features[name] === 'enabled')
  return (wanted || machine.vbs === 2) && machine.launchType === 'Auto' && canRunHypervisor(machine)
}
