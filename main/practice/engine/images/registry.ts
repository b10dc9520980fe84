import { EngineError } from '../route.ts'
import { type Manifest, type RegistryImage, single } from './catalogue.ts'
import type { ImageServices } from './image-services.ts'
import { buildOf } from './image-store.ts'
import { type Reference, referenceText } from './reference.ts'

export interface Account {
  readonly user: string
  readonly password: string
}

/** The practice copy of Docker Hub takes any user name with this password. */
const practicePassword = 'practice'

export function accountAccepted(account: Account): boolean {
  return account.user !== '' && account.password === practicePassword
}

/** Of the X-Registry-Auth header; null when it names nobody. Throws an EngineError 400. */
export function readAccount(header: string | string[] | undefined): Account | null {
  if (typeof header !== 'string' || header === '') return null
  try {
    const body: unknown = JSON.parse(Buffer.from(header, 'base64url').toString('utf8') || '{}')
    const { username, password } = (body ?? {}) as Record<string, unknown>
    return username ? { user: String(username), password: String(password ?? '') } : null
  } catch {
    // As the engine does for pulls: an unreadable header counts as none.
    return null
  }
}

/** What the registry has under a name; throws an EngineError with the engine's text when it has nothing. */
export function lookUp(services: ImageServices, reference: Reference, account: Account | null): Manifest {
  const tags = tagsOf(services, reference, account)
  const { familiar, tag, digest } = reference
  if (digest) {
    for (const manifest of tags.values()) {
      if (manifest.digest === digest) return manifest
      const image = manifest.images.find((one) => one.digest === digest)
      if (image) return single(image, manifest.locked)
    }
    throw new EngineError(404, `manifest for ${familiar}@${digest} not found: manifest unknown: manifest unknown`)
  }
  const manifest = tags.get(tag ?? 'latest')
  if (manifest) return manifest
  const why =
    reference.domain === 'mcr.microsoft.com'
      ? `manifest tagged by "${tag ?? 'latest'}" is not found`
      : 'manifest unknown'
  throw new EngineError(404, `manifest for ${referenceText(reference)} not found: manifest unknown: ${why}`)
}

/** All tags of a repository; throws an EngineError when there is no such registry or repository, or it is locked. */
export function tagsOf(
  { catalogue, context }: ImageServices,
  reference: Reference,
  account: Account | null,
): ReadonlyMap<string, Manifest> {
  const { domain, path, familiar } = reference
  if (!context.host.online() || (domain !== 'docker.io' && domain !== 'mcr.microsoft.com')) {
    throw noSuchHost(domain === 'docker.io' ? 'registry-1.docker.io' : domain, '/v2/')
  }
  if (account && domain === 'docker.io' && !accountAccepted(account)) {
    throw new EngineError(
      500,
      `Head "https://registry-1.docker.io/v2/${path}/manifests/${reference.tag ?? 'latest'}": unauthorized: incorrect username or password`,
    )
  }
  const tags = catalogue.get(`${domain}/${path}`)
  const locked = tags && [...tags.values()].some((manifest) => manifest.locked)
  if (tags && !(locked && !account)) return tags
  if (domain === 'mcr.microsoft.com') {
    throw new EngineError(404, `repository ${familiar} not found: name unknown: repository "${path}" is not found`)
  }
  throw new EngineError(
    404,
    `pull access denied for ${familiar}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`,
  )
}

/** What Go says of a name that no server resolves. */
export function noSuchHost(host: string, path: string): EngineError {
  return new EngineError(500, `Get "https://${host}${path}": dial tcp: lookup ${host.split(':')[0]}: no such host`)
}

/** The image of a manifest that a host takes [moby distribution/pull_v2_windows.go]; throws an EngineError. */
export function imageFor(manifest: Manifest, build: number): RegistryImage {
  const host = `10.0.${build}`
  if (!manifest.list) {
    const [image] = manifest.images
    if (!image) throw new EngineError(500, 'image operating system "linux" cannot be used on this platform')
    const own = buildOf(image.image.osVersion)
    if (own <= build) return image
    throw new EngineError(500, `a Windows version 10.0.${own}-based image is incompatible with a ${host} host`)
  }
  const able = manifest.images.filter(({ image }) => buildOf(image.osVersion) <= build)
  const best = able.find(({ image }) => buildOf(image.osVersion) === build) ?? able[0]
  if (best) return best
  throw new EngineError(404, `no matching manifest for windows/amd64 ${host} in the manifest list entries`)
}
