import type { NativeCall } from '../../setup/call.ts'
import type { CallSurroundings } from './cmdlet.ts'
import { commandNotFound } from './error-record.ts'
import { nativeCommands } from './native/native-table.ts'
import type { CommandRun } from './run-command.ts'
import type { MachineState } from './state.ts'

/** Runs one native command on a machine, which it changes. Throws for one that is not simulated. */
export function runNative(call: NativeCall, machine: MachineState, about: CallSurroundings): CommandRun {
  const name = call.native
    .toLowerCase()
    .replace(/^.*[\\/]/, '')
    .replace(/\.exe$/, '')
  const command = nativeCommands[name]
  if (!command) throw new Error(`${call.native} is not simulated on the practice machine.`)
  if (command.available?.(machine) === false)
    return {
      outcome: { objects: [], errors: [commandNotFound(call.native)], exitCode: null, output: '', errorOutput: '' },
      streams: [],
      duration: 0,
      goesOn: null,
    }
  const { exitCode, output = '', errorOutput = '' } = command.run(machine, call.args, about)
  return {
    outcome: { objects: [], errors: [], exitCode, output, errorOutput },
    streams: [],
    duration: 200,
    goesOn: null,
  }
}
