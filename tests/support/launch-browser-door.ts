import { join } from 'node:path'
import { startProgram } from './background-program.ts'
import { type EngineChoice, programEnvironment } from './program-environment.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { waitFor } from './wait-for.ts'

/** `slipway serve` of the built program; `address` holds its one-time token. */
export type LaunchedDoor = { address: string; home: string; log: () => string; close: () => Promise<void> }

/** Starts the browser door on a free port, with a home and data of its own, or in a home kept from an earlier start. */
export async function launchBrowserDoor(
  engine: EngineChoice,
  extraArguments: string[] = [],
  keptHome?: string,
): Promise<LaunchedDoor> {
  const folder = temporaryFolder('swb-')
  const home = keptHome ?? join(folder.path, 'home')
  const env = await programEnvironment(home, engine)
  const foreign = Object.keys(process.env).filter((name) => !(name in env))
  const program = startProgram(
    process.execPath,
    [join(process.cwd(), 'out/main/cli.js'), 'serve', '--port', '0', ...extraArguments],
    join(folder.path, 'log'),
    { ...env, ...Object.fromEntries(foreign.map((name) => [name, undefined])) },
  )
  const close = async () => {
    await program.stop()
    folder.remove()
  }
  try {
    const address = await waitFor('the one-time address', () => {
      if (!program.running()) throw new Error(`slipway serve ended: ${program.log().slice(-2000)}`)
      return /https?:\/\/\S+#token=\S+/.exec(program.log())?.[0]
    })
    return { address, home, log: program.log, close }
  } catch (error) {
    await close()
    throw error
  }
}
