import type { Limits } from '../../preload/contract/containers.ts'
import { SlipwayError } from '../../preload/contract/explained.ts'
import { parseWrittenReference } from '../../preload/contract/grammar/image-reference.ts'
import type { EngineFacts } from '../../preload/contract/machines.ts'
import { callEngine, inPath } from './call.ts'
import { type ContainerInspect, inspectRaw } from './container-inspect.ts'
import type { EngineLink } from './link.ts'
import { refuseOnWindows } from './windows-refusals.ts'

/** Writing an image takes as long as its layer is big. */
const COMMIT_DEADLINE_MS = 1_800_000

export async function renameContainer(
  link: EngineLink,
  container: string,
  name: string,
  signal?: AbortSignal,
): Promise<void> {
  await callEngine(link, { method: 'POST', path: `/containers/${inPath(container)}/rename`, query: { name }, signal })
}

/** Changes limits and restart policy of a container as it is; Windows takes the restart policy only. */
export async function updateLimits(
  link: EngineLink,
  container: string,
  limits: Limits,
  signal?: AbortSignal,
): Promise<{ warnings: string[] }> {
  const inspect = await inspectRaw(link, container, signal)
  if (limits.cpus !== undefined || limits.memory !== undefined)
    await refuseOnWindows(link, container, 'limits', signal, inspect)
  const answer = await callEngine<{ Warnings?: string[] | null }>(link, {
    method: 'POST',
    path: `/containers/${inPath(container)}/update`,
    body: toUpdateBody(limits, inspect.HostConfig, link.facts()),
    signal,
  })
  return { warnings: answer.Warnings ?? [] }
}

/**
 * The body of POST /containers/{id}/update. A zero there means "as it is" and -1 is refused (moby
 * container/container_unix.go, daemon_unix.go): a limit is taken away by raising it to all that the host has.
 */
export function toUpdateBody(
  limits: Limits,
  current: ContainerInspect['HostConfig'],
  host: Pick<EngineFacts, 'cpus' | 'memory'>,
): object {
  const body: Record<string, unknown> = {}
  if (limits.cpus !== undefined) body.NanoCpus = Math.round((limits.cpus || host.cpus) * 1e9)
  if (limits.memory !== undefined) {
    const memory = limits.memory || host.memory
    body.Memory = memory
    body.MemorySwap = toSwap(memory, current.Memory ?? 0, current.MemorySwap ?? 0)
  }
  if (limits.restartPolicy) {
    const { name, maximumRetryCount } = limits.restartPolicy
    body.RestartPolicy = { Name: name, MaximumRetryCount: name === 'on-failure' ? (maximumRetryCount ?? 0) : 0 }
  }
  return body
}

/**
 * Memory and swap together (MemorySwap): the engine refuses a memory above it, also above the 0 of "never set". Its
 * default is twice the memory; an amount of swap that was chosen stays that amount, and -1 (no limit) stays. A -1 in
 * place of a limit would not reach the kernel, which then refuses the memory (seen on 20.10 with cgroup v1).
 */
function toSwap(memory: number, oldMemory: number, oldSwap: number): number {
  if (oldSwap < 0) return -1
  const chosen = oldMemory > 0 && oldSwap > 0 && oldSwap !== 2 * oldMemory
  return chosen ? memory + Math.max(0, oldSwap - oldMemory) : 2 * memory
}

/** Makes an image of a container; an empty reference leaves it without a name. Answers the image's id. */
export async function commitContainer(
  link: EngineLink,
  container: string,
  options: { reference: string; message: string; author: string; pause: boolean },
  signal?: AbortSignal,
): Promise<{ image: string }> {
  const { repo, tag } = toRepoAndTag(options.reference.trim())
  await refuseOnWindows(link, container, 'commit', signal)
  const answer = await callEngine<{ Id: string }>(link, {
    method: 'POST',
    path: '/commit',
    query: {
      container,
      repo,
      tag,
      comment: options.message || undefined,
      author: options.author || undefined,
      pause: options.pause,
    },
    signal,
    deadline: COMMIT_DEADLINE_MS,
  })
  return { image: answer.Id }
}

function toRepoAndTag(reference: string): { repo?: string; tag?: string } {
  if (reference === '') return {}
  const parsed = parseWrittenReference(reference)
  if (!parsed.ok) throw invalidReference(parsed.problem.message)
  if (parsed.value.digest) throw invalidReference('A new image cannot be given a digest')
  return { repo: parsed.value.repository, tag: parsed.value.tag ?? 'latest' }
}

function invalidReference(message: string): SlipwayError {
  return new SlipwayError({
    code: 'invalid-reference',
    message: `${message}.`,
    remedy: 'Write the name as [registry/]path[:tag], in lower case.',
  })
}

/** Files that differ from the image; the engine's numbers: 0 changed, 1 added, 2 deleted. */
export async function containerChanges(
  link: EngineLink,
  container: string,
  signal?: AbortSignal,
): Promise<{ path: string; kind: 0 | 1 | 2 }[]> {
  await refuseOnWindows(link, container, 'changes', signal)
  const changes = await callEngine<{ Path: string; Kind: 0 | 1 | 2 }[] | null | undefined>(link, {
    method: 'GET',
    path: `/containers/${inPath(container)}/changes`,
    signal,
    deadline: 120_000,
  })
  return (changes ?? []).map(({ Path, Kind }) => ({ path: Path, kind: Kind }))
}

/** Processes of a container as the engine lists them. Without `ps` arguments: Windows refuses any. */
export async function containerProcesses(
  link: EngineLink,
  container: string,
  signal?: AbortSignal,
): Promise<{ titles: string[]; processes: string[][] }> {
  const answer = await callEngine<{ Titles?: string[] | null; Processes?: string[][] | null }>(link, {
    method: 'GET',
    path: `/containers/${inPath(container)}/top`,
    signal,
  })
  return { titles: answer.Titles ?? [], processes: answer.Processes ?? [] }
}

/** Networks that a new container may join, by name. */
export async function listNetworks(
  link: EngineLink,
  signal?: AbortSignal,
): Promise<{ name: string; driver: string }[]> {
  const found = await callEngine<{ Name: string; Driver: string }[]>(link, { method: 'GET', path: '/networks', signal })
  return found.map(({ Name, Driver }) => ({ name: Name, driver: Driver })).sort((a, b) => a.name.localeCompare(b.name))
}

/** A volume that nobody named is called so by the engine (moby stringid). */
const UNNAMED = /^[0-9a-f]{64}$/

/** Volumes that a new container may mount by their name. */
export async function listVolumes(link: EngineLink, signal?: AbortSignal): Promise<{ name: string; driver: string }[]> {
  const { Volumes } = await callEngine<{ Volumes: { Name: string; Driver: string }[] | null }>(link, {
    method: 'GET',
    path: '/volumes',
    signal,
  })
  return (Volumes ?? [])
    .filter(({ Name }) => !UNNAMED.test(Name))
    .map(({ Name, Driver }) => ({ name: Name, driver: Driver }))
    .sort((a, b) => a.name.localeCompare(b.name))
}
