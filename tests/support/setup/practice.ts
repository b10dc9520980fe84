import { join } from 'node:path'
import { PracticeMachine } from '../../../main/practice/machine/practice-machine.ts'
import { findPreset } from '../../../main/practice/machine/presets/catalogue.ts'
import type { MachineState } from '../../../main/practice/machine/state.ts'

/** A practice machine of a preset in a folder, with a clock as fast as it; with a pace of 0 the clock jumps, and nothing takes time. */
export function practiceMachine(
  folder: string,
  preset: string,
  change: (machine: MachineState) => void = () => undefined,
  pace = 0,
): PracticeMachine {
  const found = findPreset(preset)
  if (!found) throw new Error(`There is no practice machine ${preset}`)
  const start = Date.UTC(2026, 10, 2)
  const begun = Date.now()
  let ticks = 0
  return new PracticeMachine({
    name: preset,
    folder: join(folder, preset),
    pace,
    // Starts must lie a second apart, or they are taken for one: a fast machine's clock is fast too.
    now: pace === 0 ? () => start + ticks++ * 10_000 : () => start + (Date.now() - begun) / pace,
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
