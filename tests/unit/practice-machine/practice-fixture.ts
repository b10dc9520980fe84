import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { PracticeMachine } from '../../../main/practice/machine/practice-machine.ts'
import { findPreset } from '../../../main/practice/machine/presets/catalogue.ts'
import type { MachineState } from '../../../main/practice/machine/state.ts'
import type { CallError, CallOutcome, Reading, Value } from '../../../main/setup/call.ts'

/** A machine of a preset in a folder of its own, without waiting times. */
export function practiceMachine(
  name: string,
  edit: (machine: MachineState) => void = () => undefined,
  pace = 0,
): PracticeMachine {
  const preset = findPreset(name)
  if (!preset) throw new Error(`No preset ${name}`)
  const folder = mkdtempSync(join(tmpdir(), 'practice-machine-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const make = () => {
    const machine = preset.make()
    edit(machine)
    return machine
  }
  return new PracticeMachine({ name, folder, make, pace })
}

/** The only object of a call that must succeed. */
export async function one(
  machine: PracticeMachine,
  run: string,
  args: Record<string, Value>,
  take: string[],
  elevated = true,
): Promise<Reading> {
  const { objects, errors } = await machine.invoke({ run, with: args, take }, elevated)
  if (errors.length > 0 || objects.length !== 1) throw new Error(JSON.stringify({ objects, errors }))
  return objects[0] ?? {}
}

/** The only error of a call that must fail. */
export async function refused(
  machine: PracticeMachine,
  run: string,
  args: Record<string, Value> = {},
  elevated = true,
): Promise<CallError> {
  const { errors } = await machine.invoke({ run, with: args }, elevated)
  if (errors.length !== 1 || !errors[0]) throw new Error(JSON.stringify(errors))
  return errors[0]
}

/** A call that must succeed. */
export async function done(
  machine: PracticeMachine,
  run: string,
  args: Record<string, Value> = {},
  take: string[] = [],
): Promise<CallOutcome> {
  const outcome = await machine.invoke({ run, with: args, take }, true)
  if (outcome.errors.length > 0) throw new Error(JSON.stringify(outcome.errors))
  return outcome
}
