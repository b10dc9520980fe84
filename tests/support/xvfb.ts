import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram, startProgram } from './background-program.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { waitFor } from './wait-for.ts'

/** A private X display, e.g. ":99". */
export type Display = { name: string; stop: () => Promise<void> }

/** Starts Xvfb on a free display number (1600 × 1000, 24 bits) that every local user may draw on. */
export async function startXvfb(): Promise<Display> {
  const folder = temporaryFolder('swx-')
  const numberFile = join(folder.path, 'display')
  // -displayfd takes a file descriptor: the shell-free way to give one is Xvfb's own, standard output, into a file.
  const program = startProgram(
    findProgram('Xvfb') ?? 'Xvfb',
    ['-displayfd', '1', '-screen', '0', '1600x1000x24', '-ac', '-nolisten', 'tcp'],
    numberFile,
  )
  const number = await waitFor('Xvfb to choose a display', () => {
    if (!program.running()) throw new Error(`Xvfb ended: ${program.log()}`)
    return /^(\d+)\n/m.exec(readFileSync(numberFile, 'utf8'))?.[1]
  })
  return {
    name: `:${number}`,
    stop: async () => {
      await program.stop()
      folder.remove()
    },
  }
}
