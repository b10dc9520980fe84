import { readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { SlipwayError } from '../../preload/contract/explained.ts'
import { replaceFile } from '../replace-file.ts'
import { type Preset, presets } from './machine/presets/catalogue.ts'
import { snapshotOf, wakeSnapshot } from './machine/snapshot.ts'
import type { MachineState } from './machine/state.ts'
import { type MachineFile, readMachineFile, writeMachineFile } from './machine-file.ts'

/** What Windows keeps for devices: no file or folder may be called so there. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** P2: practice machines that a person has kept, each a file that anybody may hand on. */
export class OwnMachines {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** By name. One whose file is damaged is listed too: choosing it says why. */
  list(): Preset[] {
    return this.#names()
      .map((file) => this.#read(file))
      .sort((a, b) => a.name.localeCompare(b.name))
  }

  find(name: string): Preset | null {
    const file = fileName(name)
    return this.#names().includes(file) ? this.#read(file) : null
  }

  /** Throws `practice-machine-not-own`. */
  get(name: string): Preset {
    const own = this.find(name)
    if (own) return own
    throw new SlipwayError({
      code: 'practice-machine-not-own',
      message: `There is no machine of yours called ${name}.`,
      cause: isPreset(name) ? 'It is one of Slipway’s own, which stay.' : '',
      remedy: 'Choose one from the list.',
    })
  }

  /**
   * Keeps a machine under a name. Throws `practice-name-invalid`, or `practice-name-taken` where there is one of that
   * name already, unless that one is to be replaced.
   */
  async save(name: string, description: string, machine: MachineState, replace = false): Promise<void> {
    checkName(name)
    if (isPreset(name)) throw nameTaken(name, 'Slipway itself has a machine of that name.')
    const there = this.find(name)
    if (there && !replace) throw nameTaken(there.name, 'You have kept a machine under that name.')
    const text = writeMachineFile({ name: there?.name ?? name, description, machine: snapshotOf(machine) })
    await replaceFile(join(this.#folder, fileName(name)), text, { mode: 0o600 })
  }

  /** Takes in a machine file's text, under its own name or another; answers the name. */
  async import(text: string, name: string | null): Promise<string> {
    const file = readMachineFile(text)
    const chosen = name ?? file.name
    await this.save(chosen, file.description, file.machine)
    return chosen
  }

  async delete(name: string): Promise<void> {
    await rm(join(this.#folder, fileName(name)), { force: true })
  }

  #names(): string[] {
    try {
      return readdirSync(this.#folder).filter((file) => file.endsWith('.json') && !file.startsWith('.'))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
  }

  #read(file: string): Preset {
    const stem = file.slice(0, -'.json'.length)
    let read: MachineFile
    try {
      read = readMachineFile(readFileSync(join(this.#folder, file), 'utf8'))
    } catch (error) {
      const make = () => {
        throw error
      }
      return { name: stem, description: 'Its file cannot be read', make }
    }
    // The file's name counts: it may have been copied there by hand.
    const name = fileName(read.name) === file ? read.name : stem
    return { name, description: read.description || name, make: () => wakeSnapshot(read.machine) }
  }
}

/** File systems of Windows do not tell letters' cases apart: neither do names. */
const fileName = (name: string): string => `${name.toLowerCase()}.json`

const isPreset = (name: string): boolean => presets.some((preset) => preset.name.toLowerCase() === name.toLowerCase())

function checkName(name: string): void {
  if (/^[a-z0-9][a-z0-9._-]{0,39}$/i.test(name) && !name.endsWith('.') && !devices.test(name)) return
  throw new SlipwayError({
    code: 'practice-name-invalid',
    message: 'This cannot be the name of a practice machine.',
    cause: 'It stands in addresses (practice:NAME) and in file names.',
    remedy:
      'Take letters, digits, dots, dashes and underscores, 40 at most, a letter or digit first, and no name of a device as CON.',
  })
}

function nameTaken(name: string, cause: string): SlipwayError {
  return new SlipwayError({
    code: 'practice-name-taken',
    message: `There is a practice machine ${name} already.`,
    cause,
    remedy: 'Take another name.',
  })
}
