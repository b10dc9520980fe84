import type { MachineState } from './state.ts'

const upFor = 3 * 24 * 3600 * 1000
/** Events of the log that are kept with it, the newest. */
const keptEvents = 1000

/** A machine as it may be kept: nothing under way, nothing made to go wrong. */
export function snapshotOf(machine: MachineState): MachineState {
  const { vms, events, ...state } = structuredClone(machine)
  return {
    ...state,
    events: events.slice(-keptEvents),
    backAt: null,
    work: [],
    faults: { failNext: null, dropNext: null, powerLossNext: false, slow: 0 },
    vms: vms.map((vm) => ({
      ...vm,
      state: vm.becomes?.state ?? vm.state,
      becomes: null,
      guest: snapshotOf(vm.guest),
    })),
  }
}

/** The same machine as if it had been up for some days: what was kept long ago was not running since. */
export function wakeSnapshot(machine: MachineState, now = Date.now()): MachineState {
  const { vms, ...state } = structuredClone(machine)
  return {
    ...state,
    bootedAt: now - upFor,
    engineStartedAt: state.engineStartedAt === null ? null : now - upFor,
    vms: vms.map((vm) => ({
      ...vm,
      startedAt: vm.startedAt === null ? null : now - upFor,
      guest: wakeSnapshot(vm.guest, now),
    })),
  }
}
