import { randomBytes } from 'node:crypto'
import { ProgramNotFound } from '../../../shell/world.ts'
import { noSuchProgram } from '../../containers/compute-errors.ts'
import type { Endpoint } from '../../containers/container-record.ts'
import { environmentOf } from '../../containers/environment.ts'
import { isolationOf, refuseStart } from '../../containers/isolation.ts'
import type { ContainerParts } from '../../containers/parts.ts'
import { ProcessTable } from '../../containers/process-table.ts'
import { containerWorld } from '../../containers/world.ts'
import type { MemoryFileTree } from '../../file-tree-memory.ts'
import { EngineError } from '../../route.ts'
import type { EngineContext, ImageConfig } from '../../state.ts'
import type { StoredImage } from '../image-store.ts'

/** Runs the program of a RUN in a container that lasts as long as it; resolves with its exit code. */
export async function runStep(
  context: EngineContext,
  parts: ContainerParts,
  step: {
    image: StoredImage
    config: ImageConfig
    files: MemoryFileTree
    argv: readonly string[]
    more: readonly string[]
    id: string
    isolation: string
    write(text: string, stream: 'stdout' | 'stderr'): Promise<void>
    signal: AbortSignal
  },
): Promise<number> {
  const { host, settings } = context
  const isolation = isolationOf(step.isolation, settings, host)
  refuseStart({ id: step.id, osVersion: step.image.osVersion, isolation }, host, settings)
  const endpoints: Record<string, Endpoint> = {}
  if (settings.natNetwork) {
    const name = `build-${step.id.slice(0, 12)}`
    endpoints.nat = parts.networks.join({ id: step.id, name, ports: {} }, 'nat', {}).endpoint
  }
  const processes = new ProcessTable(host, isolation, 1024 ** 3)
  const container = {
    image: step.image,
    files: { tree: step.files },
    record: {
      isolation,
      endpoints,
      startedAt: host.now(),
      mounts: [],
      config: { Hostname: step.id.slice(0, 12), User: step.config.user, Env: step.config.env },
      hostConfig: { Memory: 0, CpuCount: 0, NanoCpus: 0 },
    },
  }
  const world = containerWorld(container, processes, host, settings, parts)
  const folder = step.config.workingDir || 'C:\\'
  const main = processes.start(step.argv[0] ?? 'cmd.exe', `User Manager\\${world.user}`, 0)
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() }
  try {
    const code = await parts.startProgram(
      step.argv,
      world,
      {
        tty: false,
        input: nothing(),
        write: (text, stream = 'stdout') =>
          step.write(typeof text === 'string' ? text : decoders[stream].decode(text, { stream: true }), stream),
        size: () => ({ columns: 80, rows: 24 }),
        onResize: () => () => undefined,
        signal: step.signal,
      },
      { environment: environmentOf(container, world, step.more), folder, pid: main.process.pid },
    )
    return code >>> 0
  } catch (error) {
    if (!(error instanceof ProgramNotFound)) throw error
    throw new EngineError(400, noSuchProgram(settings, step.id, step.argv))
  } finally {
    main.end()
    processes.close()
    if (settings.natNetwork) parts.networks.leave(step.id, 'nat')
  }
}

/** An ID as containers have it. */
export function stepId(): string {
  return randomBytes(32).toString('hex')
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // A step of a build has no input.
}
