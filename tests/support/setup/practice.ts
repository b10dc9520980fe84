import { join } from 'node:path'
import { PracticeMachine } from '../../../main/practice/machine/practice-machine.ts'
import { findPreset } from '../../../main/practice/machine/presets/catalogue.ts'
import type { MachineState } from '../../../main/practice/machine/state.ts'

/** A practice machine of a preset in a folder, whose clock jumps so that nothing takes time. */
export function practiceMachine(
  folder: string,
  preset: string,
  change: (machine: MachineState) => void = () => undefined,
): PracticeMachine {
  const found = findPreset(preset)
  if (!found) throw new Error(`There is no practice machine ${preset}`)
  const start = Date.UTC(2026, 10, 2)
  let ticks = 0
  return new PracticeMachine({
    name: preset,
    folder: join(folder, preset),
    pace: 0,
    now: () => start + ticks++ * 10_000,
    make: () => {
      const machine = found.make()
      change(machine)
      return machine
    },
  })
}

/** The machine without what only tells the time. */
export function lasting(machine: MachineState): object {
  const { bootedAt: _booted, backAt: _back, events: _events, vms, ...state } = structuredClone(machine)
  // A part that is not there is the same whether it was ever spoken of or not.
  const features = Object.fromEntries(Object.entries(state.features).filter(([, one]) => one !== 'disabled'))
  return {
    ...state,
    features,
    // The hardware of a guest is what its host gave it at its last start.
    vms: vms.map(({ startedAt: _started, guest, ...vm }) => ({ ...vm, guest: { ...lasting(guest), hardware: null } })),
  }
}
