import { SlipwayError } from '../../../preload/contract/explained.ts'
import { parseImageReference } from '../../../preload/contract/grammar/image-reference.ts'
import type { NamesPage } from '../../../preload/contract/registries.ts'
import { fromTable } from '../../explain/explain.ts'
import { startDeadline } from '../deadline.ts'
import type { EngineLink } from '../link.ts'
import { readPullReference } from '../pulls.ts'
import type { Credentials } from './credentials.ts'
import { readNames } from './name-pages.ts'
import { openRegistry } from './open-registry.ts'
import type { RegistryClient } from './registry-client.ts'
import { notARegistry, registryTooSlow } from './registry-failures.ts'

/** All pages together may take this long, ms. */
const listDeadline = 60_000
/** Repositories and tags that are listed at most; Microsoft's registry has some four thousand repositories. */
const mostRepositories = 50_000
const mostTags = 20_000

/**
 * I3: every repository of a registry, page by page. Throws `invalid-registry`, `catalogue-not-offered` where the
 * registry has the API but not this part of it, and what RegistryClient throws.
 */
export function readCatalogue(
  link: EngineLink,
  typed: string,
  credentials: Credentials,
  signal?: AbortSignal,
): AsyncGenerator<NamesPage> {
  const registry = readRegistryHost(typed)
  // Its API has the call, and refuses it to everybody (docs.docker.com/docker-hub: "not supported").
  if (registry === 'docker.io') throw catalogueNotOffered(registry, 'docker.io: /v2/_catalog is not supported')
  return untilDeadline(signal, async function* (ending) {
    const client = await openRegistry(link, registry, credentials, ending)
    try {
      yield* readNames(client, '/v2/_catalog', mostRepositories)
    } catch (error) {
      ending.throwIfAborted()
      throw await whyNoCatalogue(error, registry, client)
    }
  })
}

/** I3: every tag of a repository, page by page, as the registry orders them. */
export function readTags(
  link: EngineLink,
  repository: string,
  credentials: Credentials,
  signal?: AbortSignal,
): AsyncGenerator<NamesPage> {
  const reference = readPullReference({ reference: repository, allTags: true })
  return untilDeadline(signal, async function* (ending) {
    const client = await openRegistry(link, reference.registry, credentials, ending)
    yield* readNames(client, `/v2/${reference.repository}/tags/list`, mostTags)
  })
}

/** A registry's host and port as references carry them, from what people type or paste; throws `invalid-registry`. */
function readRegistryHost(typed: string): string {
  const host = typed
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/(?:v2\/?.*)?$/i, '')
  const parsed = parseImageReference(`${host}/name`)
  if (parsed.ok && (parsed.value.registry === host || isHub(host))) return parsed.value.registry
  throw new SlipwayError({
    code: 'invalid-registry',
    message: `${host || 'This'} is not a registry’s address.`,
    cause: 'A registry is a host: it has a dot or a port in its name, or is localhost.',
    remedy: 'Write it as registry.example.com or registry.example.com:5000.',
  })
}

/** The names by which people know Docker Hub (moby registry/config.go). */
function isHub(host: string): boolean {
  return host === 'docker.io' || host === 'index.docker.io'
}

/** The registry works, and does not tell what it holds. */
function catalogueNotOffered(registry: string, detail: string): SlipwayError {
  return new SlipwayError({
    code: 'catalogue-not-offered',
    message: `${registry === 'docker.io' ? 'Docker Hub' : registry} does not list its repositories.`,
    cause: 'The catalogue is an optional part of the registry API, and public registries often leave it out.',
    remedy:
      registry === 'docker.io'
        ? 'Search Docker Hub by words, or write the name of a repository to see its tags.'
        : 'Write the name of a repository to see its tags.',
    detail,
  })
}

async function whyNoCatalogue(error: unknown, registry: string, client: RegistryClient): Promise<unknown> {
  if (!(error instanceof SlipwayError)) return error
  const { code, detail } = error.explained
  if (code === 'registry-unauthorized') {
    const cause = client.signedIn
      ? 'This account may not read the catalogue; many registries keep it for their administrators.'
      : 'Nobody is signed in there. Some public registries refuse the catalogue to everybody.'
    const remedy = client.signedIn
      ? 'Write the name of a repository to see its tags, or sign in with another account.'
      : 'Sign in with docker login, or write the name of a repository to see its tags.'
    return new SlipwayError({
      ...fromTable('registry-unauthorized', detail),
      message: `${registry} does not show its catalogue without the right to it.`,
      cause,
      remedy,
    })
  }
  const refused = code === 'image-not-found' || (code === 'registry-answer' && /^(?:400|405|501) /.test(detail))
  if (!refused) return error
  return (await client.isRegistry()) ? catalogueNotOffered(registry, detail) : notARegistry(detail)
}

async function* untilDeadline(
  signal: AbortSignal | undefined,
  pages: (signal: AbortSignal) => AsyncGenerator<NamesPage>,
): AsyncGenerator<NamesPage> {
  const deadline = startDeadline(signal, listDeadline)
  try {
    yield* pages(deadline.signal)
  } catch (error) {
    signal?.throwIfAborted()
    throw deadline.passed ? registryTooSlow() : error
  } finally {
    deadline.done()
  }
}
