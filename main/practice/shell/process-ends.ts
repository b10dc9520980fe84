import type { PracticeProcess } from './world.ts'

/** How to end the programs that run in practice containers, by their entry in the process list. */
const ends = new WeakMap<PracticeProcess, (code: number) => void>()

/** From now on the process can be ended from outside. */
export function endsBy(process: PracticeProcess, end: (code: number) => void): void {
  ends.set(process, end)
}

/** Ends a process as TerminateProcess does; false for one that is Windows' own and refuses it. */
export function endProcess(process: PracticeProcess, code: number): boolean {
  const end = ends.get(process)
  end?.(code)
  return end !== undefined
}
