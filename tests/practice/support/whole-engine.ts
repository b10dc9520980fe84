import { join } from 'node:path'
import type { EngineFaults, EngineSettings } from '../../../main/practice/engine/engine-host.ts'
import { engineParts } from '../../../main/practice/engine/engine-parts.ts'
import { PracticeEngine } from '../../../main/practice/engine/practice-engine.ts'
import { type CliOptions, type CliResult, dockerCli } from '../../support/docker-cli.ts'
import { standInHost, standInSettings } from '../../support/practice-stand-ins.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

export interface WholeEngine {
  readonly engine: PracticeEngine
  readonly faults: EngineFaults
  readonly socket: string
  docker(args: string[], options?: CliOptions): Promise<CliResult>
  restart(): Promise<WholeEngine>
  stop(): Promise<void>
}

/** A practice engine with its own images, networks, volumes and programs, on a socket of its own. */
export async function startWholeEngine(
  change: {
    host?: Parameters<typeof standInHost>[0]
    settings?: Partial<EngineSettings>
    folder?: ReturnType<typeof temporaryFolder>
  } = {},
): Promise<WholeEngine> {
  const folder = change.folder ?? temporaryFolder('practice-whole-')
  const faults: EngineFaults = { dropConnections: 0, slowPull: 0, diskFull: false, failNext: null }
  const engine = new PracticeEngine({
    host: standInHost(change.host),
    settings: standInSettings(change.settings),
    faults,
    folder: join(folder.path, 'state'),
    parts: (context) => engineParts(context, { pullTick: 5 }),
  })
  await engine.start()
  const socket = join(folder.path, 'd.sock')
  await engine.listen({ path: socket })
  return {
    engine,
    faults,
    socket,
    // The classic builder: a Windows engine's own.
    docker: (args, options) =>
      dockerCli(args, { host: `unix://${socket}`, ...options, env: { DOCKER_BUILDKIT: '0', ...options?.env } }),
    restart: async () => {
      await engine.close()
      return startWholeEngine({ ...change, folder })
    },
    stop: async () => {
      await engine.close()
      folder.remove()
    },
  }
}
