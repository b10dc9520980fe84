import type { ImageReference } from '../../../preload/contract/grammar/image-reference.ts'
import type { EngineLink } from '../link.ts'
import type { Credentials } from './credentials.ts'
import { type Manifest, manifestTypes, parseManifest } from './manifest.ts'
import { openRegistry } from './open-registry.ts'
import type { RegistryClient } from './registry-client.ts'

/** Most bytes of a manifest: registries themselves refuse more than 4 MiB (distribution-spec). */
const manifestLimit = 4 * 1024 * 1024
/** Most bytes of an image's configuration; Windows images with long histories have some 100 kB. */
const configLimit = 8 * 1024 * 1024

/** One repository of a registry, reading only. */
export class Repository {
  readonly client: RegistryClient
  readonly name: string

  constructor(client: RegistryClient, name: string) {
    this.client = client
    this.name = name
  }

  /** The manifest of a tag or digest, with the digest that the registry gives it. */
  async manifest(reference: string): Promise<{ manifest: Manifest; digest: string | null }> {
    const path = `/v2/${this.name}/manifests/${reference}`
    const answer = await this.client.get(path, { accept: manifestTypes, limit: manifestLimit })
    const given = answer.headers.get('docker-content-digest') ?? (reference.includes(':') ? reference : null)
    return { manifest: parseManifest(answer.text), digest: given }
  }

  /** The text of an image's configuration. */
  async config(digest: string): Promise<string> {
    return (await this.client.get(`/v2/${this.name}/blobs/${digest}`, { limit: configLimit })).text
  }
}

/** Gets ready to ask a reference's repository. */
export async function openRepository(
  link: EngineLink,
  reference: Pick<ImageReference, 'registry' | 'repository'>,
  credentials: Credentials,
  signal: AbortSignal,
): Promise<Repository> {
  return new Repository(await openRegistry(link, reference.registry, credentials, signal), reference.repository)
}
