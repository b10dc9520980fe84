import type { CallError, CallOutcome, CmdletCall, StreamItem } from '../../setup/call.ts'
import { bindArguments } from './binder.ts'
import type { CallSurroundings, CmdletContext } from './cmdlet.ts'
import { findCommand } from './command-table.ts'
import { CmdletFailure, commandNotFound } from './error-record.ts'
import type { MachineState } from './state.ts'
import { takeProperties } from './take-properties.ts'

export interface CommandRun {
  readonly outcome: CallOutcome
  readonly streams: readonly StreamItem[]
  /** Milliseconds of practice time. */
  readonly duration: number
  readonly goesOn: 'seen' | 'unseen' | null
}

/** Runs one cmdlet on a machine, which it changes. What it throws is no answer of the machine: it is not simulated. */
export function runCommand(call: CmdletCall, machine: MachineState, about: CallSurroundings): CommandRun {
  const command = findCommand(call.run)
  if (!command || command.cmdlet.available?.(machine) === false) return failed(commandNotFound(call.run))
  const objects: CallOutcome['objects'][number][] = []
  const errors: CallError[] = []
  const streams: StreamItem[] = []
  try {
    const args = bindArguments(command.metadata, call.with ?? {})
    const context: CmdletContext = {
      name: command.metadata.name,
      machine,
      args,
      ...about,
      write: (object) => {
        if (call.take) objects.push(takeProperties(object, call.take))
      },
      error: (record) => errors.push({ ...record, terminating: false }),
      warn: (text) => streams.push({ stream: 'warning', text }),
    }
    command.cmdlet.run(context)
  } catch (error) {
    if (!(error instanceof CmdletFailure)) throw error
    errors.push(error.record)
  }
  return {
    outcome: { objects, errors, exitCode: null, output: '', errorOutput: '' },
    streams,
    duration: command.cmdlet.duration ?? 0,
    goesOn: command.cmdlet.goesOn ?? null,
  }
}

function failed(record: CallError): CommandRun {
  return {
    outcome: { objects: [], errors: [record], exitCode: null, output: '', errorOutput: '' },
    streams: [],
    duration: 0,
    goesOn: null,
  }
}
