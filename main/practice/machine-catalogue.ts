import { join } from 'node:path'
import { SlipwayError } from '../../preload/contract/explained.ts'
import type { PracticePreset } from '../../preload/contract/practice.ts'
import { findPreset, type Preset, presets } from './machine/presets/catalogue.ts'
import { OwnMachines } from './own-machines.ts'

/** Every machine that the practice host can be: Slipway's, and those that the person has kept. */
export class MachineCatalogue {
  readonly own: OwnMachines

  /** `folder`: the practice host's. */
  constructor(folder: string) {
    this.own = new OwnMachines(join(folder, 'own'))
  }

  list(): PracticePreset[] {
    return [
      ...presets.map(({ name, description }) => ({ name, description, own: false })),
      ...this.own.list().map(({ name, description }) => ({ name, description, own: true })),
    ]
  }

  find(name: string): Preset | null {
    return findPreset(name) ?? this.own.find(name)
  }

  /** Throws `unknown-practice-machine`. */
  get(name: string): Preset {
    const found = this.find(name)
    if (found) return found
    throw new SlipwayError({
      code: 'unknown-practice-machine',
      message: `There is no practice machine ${name}.`,
      remedy: `Choose one of ${this.list()
        .map((preset) => preset.name)
        .join(', ')}.`,
    })
  }
}
