import type { ActionResult, ContainerAction, RemovalLoss } from '../../preload/contract/containers.ts'
import { explain } from '../explain/explain.ts'
import { callEngine, type EngineCall, inPath, statusOf } from './call.ts'
import { START_DEADLINE_MS } from './container-create.ts'
import { type ContainerInspect, inspectRaw } from './container-inspect.ts'
import { inParallel } from './in-parallel.ts'
import type { EngineLink } from './link.ts'
import { refuseOnWindows } from './windows-refusals.ts'

/** Calls under way at a time: an engine serialises much of this work anyway. */
const AT_A_TIME = 8
/** How long a container's own stop timeout may be before we give up waiting; the request itself goes on. */
const LONGEST_STOP_MS = 3_630_000
/** Removing deletes a writable layer of any size. */
const REMOVE_DEADLINE_MS = 600_000

/** One action on each container; what fails for one does not keep the others from it. */
export function actOnContainers(
  link: EngineLink,
  containers: readonly string[],
  action: ContainerAction,
  signal?: AbortSignal,
): Promise<ActionResult[]> {
  return inParallel(containers, AT_A_TIME, async (container) => {
    try {
      if (action.kind === 'pause') await refuseOnWindows(link, container, 'pause', signal)
      await callEngine(link, { ...actionCall(container, action), signal })
      return { container, error: null }
    } catch (error) {
      if (action.kind === 'remove' && isGone(error)) return { container, error: null }
      return { container, error: explain(error, { machine: link.machine, container }) }
    }
  })
}

/** Somebody else removed it, or is about to: what was wanted has come true. */
function isGone(error: unknown): boolean {
  const status = statusOf(error)
  return status === 404 || (status === 409 && /removal of container \S+ is already in progress/i.test(String(error)))
}

function actionCall(container: string, action: ContainerAction): EngineCall {
  const path = `/containers/${inPath(container)}`
  switch (action.kind) {
    case 'start':
      return { method: 'POST', path: `${path}/start`, deadline: START_DEADLINE_MS }
    case 'stop':
    case 'restart':
      return {
        method: 'POST',
        path: `${path}/${action.kind}`,
        query: { t: action.seconds },
        deadline: action.seconds === undefined ? LONGEST_STOP_MS : action.seconds * 1000 + START_DEADLINE_MS,
      }
    case 'pause':
    case 'unpause':
      return { method: 'POST', path: `${path}/${action.kind}` }
    case 'kill':
      return { method: 'POST', path: `${path}/kill`, query: { signal: action.signal } }
    case 'remove':
      return {
        method: 'DELETE',
        path,
        query: { force: action.force, v: action.volumes },
        deadline: REMOVE_DEADLINE_MS,
      }
  }
}

/** What a removal of these containers would take along; containers that are gone already are left out. */
export async function previewRemoval(
  link: EngineLink,
  containers: readonly string[],
  signal?: AbortSignal,
): Promise<RemovalLoss[]> {
  const losses = await inParallel(containers, AT_A_TIME, async (container) => {
    try {
      return toLoss(container, await inspectRaw(link, container, signal, true))
    } catch (error) {
      if (statusOf(error) === 404) return null
      // Measuring may fail where plain inspecting does not (a damaged or huge layer).
      signal?.throwIfAborted()
      return toLoss(container, await inspectRaw(link, container, signal))
    }
  })
  return losses.filter((loss) => loss !== null)
}

function toLoss(container: string, inspect: ContainerInspect): RemovalLoss {
  return {
    container,
    name: inspect.Name.replace(/^\//, ''),
    running: inspect.State.Running,
    writableBytes: inspect.SizeRw ?? null,
    anonymousVolumes: anonymousVolumes(inspect),
  }
}

/** The engine names a volume that nobody named with 64 hexadecimal digits; one given in a bind was named so. */
function anonymousVolumes({ Mounts, HostConfig }: ContainerInspect): string[] {
  const named = new Set((HostConfig.Binds ?? []).map((bind) => bind.split(':', 1)[0]))
  return (Mounts ?? []).flatMap(({ Type, Name }) =>
    Type === 'volume' && Name && /^[0-9a-f]{64}$/.test(Name) && !named.has(Name) ? [Name] : [],
  )
}
