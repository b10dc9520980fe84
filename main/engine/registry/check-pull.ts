import type { Explained } from '../../../preload/contract/explained.ts'
import type { PullCheck } from '../../../preload/contract/images.ts'
import { explain, fromTable } from '../../explain/explain.ts'
import { startDeadline } from '../deadline.ts'
import type { EngineLink } from '../link.ts'
import { type PullRequest, readPullReference } from '../pulls.ts'
import { choosePlatform } from './choose-platform.ts'
import type { Credentials } from './credentials.ts'
import { type Manifest, type Platform, parseConfigPlatform } from './manifest.ts'
import { registryTooSlow } from './registry-failures.ts'
import { openRepository, type Repository } from './repository.ts'

/** The whole check may take this long, ms: it runs while a form is filled in. */
const checkDeadline = 15_000

/**
 * Asks the registry, from this computer, what a reference stands for. It never stands in the way of a pull: whatever
 * goes wrong is told as `problem`. Throws only `invalid-reference` and when `signal` aborts.
 */
export async function checkPull(
  link: EngineLink,
  request: PullRequest,
  credentials: Credentials,
  signal?: AbortSignal,
): Promise<PullCheck> {
  const reference = readPullReference(request)
  const check: PullCheck = { reference: reference.familiar, platforms: [], size: null, digest: null, problem: null }
  const deadline = startDeadline(signal, checkDeadline)
  try {
    const repository = await openRepository(link, reference, credentials, deadline.signal)
    const wanted = reference.digest ?? reference.tag ?? 'latest'
    return { ...check, ...(await lookAtImage(repository, wanted, link, request.platform)) }
  } catch (error) {
    signal?.throwIfAborted()
    return { ...check, problem: toProblem(error, deadline.passed, link) }
  } finally {
    deadline.done()
  }
}

type Found = Pick<PullCheck, 'platforms' | 'size' | 'digest' | 'problem'>

/** What a tag or digest of an open repository stands for on this engine. Throws what RegistryClient throws. */
export async function lookAtImage(
  repository: Repository,
  wanted: string,
  link: EngineLink,
  platform?: string,
): Promise<Found> {
  const { manifest, digest } = await repository.manifest(wanted)
  if (manifest.kind === 'list') {
    const platforms = manifest.images.map((image) => image.platform)
    const chosen = choosePlatform(manifest.images, link.facts(), platform)
    if (!chosen) return { platforms, size: null, digest, problem: noneFits(link, platform) }
    const image = await repository.manifest(chosen.digest)
    return { platforms, size: sizeOf(image.manifest), digest, problem: null }
  }
  const own = manifest.kind === 'image' ? parseConfigPlatform(await repository.config(manifest.config)) : null
  if (!own) return { platforms: [], size: sizeOf(manifest), digest, problem: null }
  const fits = choosePlatform([{ platform: own }], link.facts(), platform)
  return { platforms: [own], size: sizeOf(manifest), digest, problem: fits ? null : misfit(own, link, platform) }
}

/** Compressed bytes of an image's layers, each counted once; null for what has no layers. */
function sizeOf(manifest: Manifest): number | null {
  if (manifest.kind !== 'image') return null
  const sizes = new Map(manifest.layers.map((layer) => [layer.digest, layer.size]))
  return [...sizes.values()].reduce((sum, size) => sum + size, 0)
}

function noneFits(link: EngineLink, asked: string | undefined): Explained {
  const { os, architecture, build } = link.facts()
  const host = asked || `${os}/${architecture}${build === null ? '' : ` 10.0.${build}`}`
  return fromTable('no-matching-manifest', `no matching manifest for ${host} in the manifest list entries`)
}

function misfit(own: Platform, link: EngineLink, asked: string | undefined): Explained | null {
  const { os, build } = link.facts()
  if (own.os === 'windows' && os === 'windows' && own.build !== null && build !== null && own.build > build) {
    const text = `a Windows version ${own.osVersion}-based image is incompatible with a 10.0.${build} host`
    return explain(new Error(text), { machine: link.machine })
  }
  // The engine takes an image that is alone under its tag for another processor too, and only warns.
  return own.os !== os || asked ? noneFits(link, asked) : null
}

function toProblem(error: unknown, late: boolean, link: EngineLink): Explained {
  const problem = explain(late ? registryTooSlow() : error, { machine: link.machine })
  if (!link.remote) return problem
  const cause = `${problem.cause} This was asked from this computer; the engine is another one and may see it otherwise.`
  return { ...problem, cause: cause.trim() }
}
