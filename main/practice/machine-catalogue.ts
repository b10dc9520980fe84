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
    return [...presets.map((preset) => told(preset, false)), ...this.own.list().map((preset) => told(preset, true))]
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

function told({ name, description, make }: Preset, own: boolean): PracticePreset {
  return { name, description, hostName: hostNameOf(make), own }
}

function hostNameOf(make: Preset['make']): string {
  try {
    return make().hostName
  } catch {
    return ''
  }
}
