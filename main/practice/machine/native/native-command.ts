import type { CallSurroundings } from '../cmdlet.ts'
import type { MachineState } from '../state.ts'

export interface NativeAnswer {
  readonly exitCode: number
  readonly output?: string
  readonly errorOutput?: string
}

export interface NativeCommand {
  readonly available?: (machine: MachineState) => boolean
  run(machine: MachineState, args: readonly string[], about: CallSurroundings): NativeAnswer
}

/** Lines as a Windows console program ends them. */
export function lines(...text: string[]): string {
  return text.map((line) => `${line}\r\n`).join('')
}
