import type { PracticeSwitches } from '../../preload/contract/practice.ts'
import type { MachineState } from './machine/state.ts'

/** Less than this is a full disk to Windows's servicing and to the engine; bytes. */
const full = 2 ** 26

/** What the practice page shows of a machine as switches. */
export function readSwitches({ administrator, hardware, network, pending, disk }: MachineState): PracticeSwitches {
  return {
    administrator,
    slat: hardware.slat,
    firmware: hardware.firmware !== false,
    internet: network.internet,
    restartPending: pending.componentServicing || pending.windowsUpdate || pending.fileRename,
    diskFull: disk.free < full,
  }
}

/** Changes a machine behind Windows's back: another processor, a pulled cable, a filled disk. */
export function setSwitches(state: MachineState, switches: Partial<PracticeSwitches>): void {
  const { administrator, slat, firmware, internet, restartPending, diskFull } = switches
  if (administrator !== undefined) state.administrator = administrator
  if (slat !== undefined) state.hardware.slat = slat
  if (firmware !== undefined) state.hardware.firmware = firmware
  if (internet !== undefined) state.network.internet = internet
  if (restartPending !== undefined) {
    state.pending = { componentServicing: restartPending, windowsUpdate: false, fileRename: false }
  }
  if (diskFull !== undefined) state.disk.free = diskFull ? full / 2 : Math.round(state.disk.size * 0.7)
}
