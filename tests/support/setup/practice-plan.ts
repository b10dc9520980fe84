import { join } from 'node:path'
import { PracticeMachine } from '../../../main/practice/machine/practice-machine.ts'
import { findPreset } from '../../../main/practice/machine/presets/catalogue.ts'
import type { MachineState } from '../../../main/practice/machine/state.ts'

/** A practice machine whose waits take no time, kept in a folder of its own. */
export function fastMachine(preset: string, folder: string): PracticeMachine {
  const make = () => {
    const state = findPreset(preset)?.make()
    if (!state) throw new Error(`There is no practice machine ${preset}`)
    state.bootedAt = Date.parse('2026-11-01T08:00:00.000Z')
    return state
  }
  return new PracticeMachine({ name: preset, folder: join(folder, preset), make, pace: 0 })
}

/** A machine without the moments at which things happened to it. */
export function withoutTimes(state: MachineState): unknown {
  return JSON.parse(
    JSON.stringify(state, (key, value) =>
      ['bootedAt', 'backAt', 'startedAt', 'engineStartedAt', 'at'].includes(key) ? null : value,
    ),
  )
}
