import { join } from 'node:path'
import { SlipwayError } from '../../../preload/contract/explained.ts'
import { PracticeMachine } from './practice-machine.ts'
import { defaultPreset, findPreset, type Preset, presets } from './presets/catalogue.ts'

/** The practice machines of one folder: each preset is a machine that keeps what was done to it. */
export class PracticeMachines {
  readonly #folder: string
  readonly #pace: number
  readonly #open = new Map<string, PracticeMachine>()

  /** `pace`: seconds of real time that a second of practice time takes. */
  constructor(folder: string, pace = 1) {
    this.#folder = folder
    this.#pace = pace
  }

  get catalogue(): readonly Preset[] {
    return presets
  }

  /** The machine of a name, the default one without. Throws a SlipwayError `practice-machine-unknown`. */
  open(name: string = defaultPreset): PracticeMachine {
    const known = this.#open.get(name)
    if (known) return known
    const preset = findPreset(name)
    if (!preset) throw unknownMachine(name)
    const machine = new PracticeMachine({ name, folder: join(this.#folder, name), make: preset.make, pace: this.#pace })
    this.#open.set(name, machine)
    return machine
  }
}

function unknownMachine(name: string): SlipwayError {
  return new SlipwayError({
    code: 'practice-machine-unknown',
    message: `There is no practice machine ${name.slice(0, 80)}.`,
    remedy: `Choose one of: ${presets.map((preset) => preset.name).join(', ')}.`,
  })
}
