import { join } from 'node:path'
import { containerFiles } from '../../main/practice/engine/containers/container-files.ts'
import type { EngineFaults, EngineHost, EngineSettings } from '../../main/practice/engine/engine-host.ts'
import { Networks } from '../../main/practice/engine/networks/network-store.ts'
import { PracticeEngine } from '../../main/practice/engine/practice-engine.ts'
import { EngineError } from '../../main/practice/engine/route.ts'
import type { StartProgram } from '../../main/practice/shell/world.ts'
import { type CliOptions, type CliResult, dockerCli } from './docker-cli.ts'
import { standInHost, standInImages, standInProgram, standInSettings } from './practice-stand-ins.ts'
import { temporaryFolder } from './temporary-folder.ts'

export interface RunningPracticeEngine {
  readonly engine: PracticeEngine
  readonly host: EngineHost
  readonly faults: EngineFaults
  readonly socket: string
  /** Runs the stock docker CLI against it. */
  docker(args: string[], options?: CliOptions): Promise<CliResult>
  /** Ends it and starts another one over the same state. */
  restart(): Promise<RunningPracticeEngine>
  stop(): Promise<void>
}

/** Starts a practice engine of stand-ins on a socket of its own; `stop` deletes what it wrote. */
export async function startPracticeEngine(
  change: {
    host?: Parameters<typeof standInHost>[0]
    settings?: Partial<EngineSettings>
    program?: StartProgram
    folder?: ReturnType<typeof temporaryFolder>
  } = {},
): Promise<RunningPracticeEngine> {
  const folder = change.folder ?? temporaryFolder('practice-engine-')
  const host = standInHost(change.host)
  const faults: EngineFaults = { dropConnections: 0, slowPull: 0, diskFull: false, failNext: null }
  const engine = new PracticeEngine({
    host,
    settings: standInSettings(change.settings),
    faults,
    folder: join(folder.path, 'state'),
    parts: (context) => ({
      parts: {
        images: standInImages(),
        startProgram: change.program ?? standInProgram,
        childFiles: (parent, path) => containerFiles(parent, path, () => host.now()),
        networks: new Networks(context),
        volumes: {
          take: () => {
            throw new EngineError(501, 'the stand-in has no volumes')
          },
          release: () => undefined,
        },
      },
      routes: () => [],
      reset: () => undefined,
    }),
  })
  await engine.start()
  const socket = join(folder.path, 'd.sock')
  await engine.listen({ path: socket })
  return {
    engine,
    host,
    faults,
    socket,
    docker: (args, options) => dockerCli(args, { host: `unix://${socket}`, ...options }),
    restart: async () => {
      await engine.close()
      return startPracticeEngine({ ...change, folder })
    },
    stop: async () => {
      await engine.close()
      folder.remove()
    },
  }
}
