import { SlipwayError } from '../../../preload/contract/explained.ts'
import type { RepositoryTags } from '../../../preload/contract/images.ts'
import { startDeadline } from '../deadline.ts'
import type { EngineLink } from '../link.ts'
import { readPullReference } from '../pulls.ts'
import { choosePlatform } from './choose-platform.ts'
import type { Credentials } from './credentials.ts'
import { byName, readNames } from './name-pages.ts'
import { registryTooSlow } from './registry-failures.ts'
import { openRepository, type Repository } from './repository.ts'

/** Everything together may take this long, ms; what was measured until then is answered. */
const tagsDeadline = 30_000
/** Tags that are measured at most: each costs a request or two, and registries count them. */
const mostMeasured = 200
/** Requests at one time. */
const atOnce = 4
/** Tags kept in all. */
const mostTags = 20_000

/**
 * All tags of a repository and what they would take to download on this engine's platform, layers that they share
 * counted once. Fewer are measured than there are when they are many, when time runs out, or when the registry
 * refuses more requests.
 */
export async function readRepositoryTags(
  link: EngineLink,
  repository: string,
  credentials: Credentials,
  signal?: AbortSignal,
): Promise<RepositoryTags> {
  const reference = readPullReference({ reference: repository, allTags: true })
  const deadline = startDeadline(signal, tagsDeadline)
  try {
    const opened = await openRepository(link, reference, credentials, deadline.signal)
    const tags = await listTags(opened)
    const { size, measured } = await measure(opened, tags, link, deadline.signal)
    signal?.throwIfAborted()
    return { repository: reference.familiar, tags, size, measured }
  } catch (error) {
    signal?.throwIfAborted()
    throw deadline.passed ? registryTooSlow() : error
  } finally {
    deadline.done()
  }
}

async function listTags({ client, name }: Repository): Promise<string[]> {
  const tags: string[] = []
  for await (const page of readNames(client, `/v2/${name}/tags/list`, mostTags)) tags.push(...page.names)
  return tags.sort(byName)
}

async function measure(
  repository: Repository,
  tags: readonly string[],
  link: EngineLink,
  signal: AbortSignal,
): Promise<{ size: number; measured: number }> {
  const layers = new Map<string, number>()
  const waiting = tags.slice(0, mostMeasured)
  let measured = 0
  const work = async () => {
    for (let tag = waiting.shift(); tag !== undefined && !signal.aborted; tag = waiting.shift()) {
      try {
        for (const layer of await layersOf(repository, tag, link)) layers.set(layer.digest, layer.size)
        measured += 1
      } catch (error) {
        // One tag may be broken or removed meanwhile; a registry that counts requests refuses the others as well.
        if (error instanceof SlipwayError && error.explained.code === 'registry-rate-limit') waiting.length = 0
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return { size: [...layers.values()].reduce((sum, size) => sum + size, 0), measured }
}

async function layersOf(
  repository: Repository,
  tag: string,
  link: EngineLink,
): Promise<{ digest: string; size: number }[]> {
  let { manifest } = await repository.manifest(tag)
  if (manifest.kind === 'list') {
    const chosen = choosePlatform(manifest.images, link.facts())
    // Nothing to download for this engine: a pull of all tags would stop here.
    if (!chosen) return []
    manifest = (await repository.manifest(chosen.digest)).manifest
  }
  return manifest.kind === 'image' ? manifest.layers : []
}
