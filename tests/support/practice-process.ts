import { chmodSync, chownSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { type BackgroundProgram, startProgram } from './background-program.ts'
import { engineAnswers } from './engine-request.ts'
import { ordinaryUser } from './ordinary-user.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { waitFor } from './wait-for.ts'

/** `slipway practice` of the built program as a process of its own; `stop` removes its state. */
export interface PracticeProcess {
  readonly socketPath: string
  readonly url: `unix://${string}`
  log(): string
  /** Ends it as a crash does: its state stays. */
  kill(): Promise<void>
  /** Starts it again over the same state. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Starts the practice host alone, with an engine at a free socket that the window's user may use too. */
export async function startPracticeProcess(machine?: string): Promise<PracticeProcess> {
  const folder = temporaryFolder('swph-')
  const socketPath = join(folder.path, 'd.sock')
  // A program that found the socket before it may use it would say so, and not try again.
  const made = join(folder.path, 'made.sock')
  const words = ['practice', '--listen', `unix://${made}`, '--state', join(folder.path, 'state')]
  let program: BackgroundProgram
  const start = async () => {
    program = startProgram(
      process.execPath,
      [join(process.cwd(), 'out/main/cli.js'), ...words, ...(machine ? ['--machine', machine] : [])],
      join(folder.path, 'log'),
    )
    await waitFor('the practice engine', async () => {
      if (!program.running()) throw new Error(`slipway practice ended: ${program.log().slice(-2000)}`)
      return engineAnswers(made)
    })
    const group = ordinaryUser()?.gid
    if (group !== undefined) {
      for (const [path, mode] of [[folder.path, 0o710] as const, [made, 0o660] as const]) {
        chownSync(path, 0, group)
        chmodSync(path, mode)
      }
    }
    renameSync(made, socketPath)
  }
  const kill = async () => {
    program.signal('SIGKILL')
    await waitFor('the practice host to end', () => !program.running())
  }
  try {
    await start()
  } catch (error) {
    folder.remove()
    throw error
  }
  return {
    socketPath,
    url: `unix://${socketPath}`,
    log: () => program.log(),
    kill,
    restart: async () => {
      await kill()
      await start()
    },
    stop: async () => {
      await program.stop()
      folder.remove()
    },
  }
}
