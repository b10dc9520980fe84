import { z } from 'zod'
import { SlipwayError } from '../../preload/contract/explained.ts'
import { machineFileLimit } from '../../preload/contract/practice.ts'
import { snapshotOf } from './machine/snapshot.ts'
import type { MachineState } from './machine/state.ts'
import { machineStateSchema } from './machine/state-schema.ts'

const format = 'slipway-practice-machine'
const version = 1

/** A practice machine as people hand it on. */
export interface MachineFile {
  readonly name: string
  readonly description: string
  readonly machine: MachineState
}

const head = z.object({ format: z.literal(format), version: z.number().int().min(1) })
const schema = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  name: z.string().min(1).max(80),
  description: z.string().max(200),
  machine: machineStateSchema,
})

export function writeMachineFile({ name, description, machine }: MachineFile): string {
  return `${JSON.stringify({ format, version, name, description, machine }, null, 2)}\n`
}

/** Throws `practice-file-invalid`, which says where the fault lies, or `practice-file-newer`. */
export function readMachineFile(text: string): MachineFile {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw invalid('It is not JSON.', error instanceof Error ? error.message : '')
  }
  const begun = head.safeParse(value)
  if (!begun.success) throw invalid('It was not written as one: its first lines say something else.', '')
  if (begun.data.version > version) {
    throw new SlipwayError({
      code: 'practice-file-newer',
      message: 'This practice machine is of a newer Slipway.',
      cause: `Its file is of version ${begun.data.version}; this Slipway reads version ${version}.`,
      remedy: 'Update Slipway, or export the machine from one as old as this.',
    })
  }
  const read = schema.safeParse(value)
  if (read.success) {
    const { name, description, machine } = read.data
    return { name, description, machine }
  }
  const [issue] = read.error.issues
  const faults = read.error.issues.slice(0, 20).map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw invalid(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, faults.join('\n'))
}

/** A machine's own file, to be handed on. Throws `practice-machine-too-large`. */
export function exportMachine({ name, description, machine }: MachineFile): { name: string; text: string } {
  const text = writeMachineFile({ name, description, machine: snapshotOf(machine) })
  if (text.length <= machineFileLimit) return { name: `${name}.practice.json`, text }
  throw new SlipwayError({
    code: 'practice-machine-too-large',
    message: 'This practice machine is too large for a file.',
    cause: 'Files were put on it, or its log of events is long.',
    remedy: 'Remove large files from it, or reset it, then export it.',
  })
}

function invalid(cause: string, detail: string): SlipwayError {
  return new SlipwayError({
    code: 'practice-file-invalid',
    message: 'This is not the file of a practice machine.',
    cause,
    remedy: 'Choose a file that “Export” of the practice page has written.',
    detail,
  })
}
