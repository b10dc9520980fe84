import type { EventState, MachineState } from './state.ts'

/** As many as a log of a practice machine keeps. */
const most = 200

export function addEvent(machine: MachineState, event: EventState): void {
  machine.events = [...machine.events, event].slice(-most)
}
