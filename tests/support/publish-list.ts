import type { Registry } from './registry.ts'

const imageType = 'application/vnd.docker.distribution.manifest.v2+json'
const listType = 'application/vnd.docker.distribution.manifest.list.v2+json'

/** A platform as a manifest list names it. */
export type ListPlatform = { os: string; architecture: string; 'os.version'?: string; variant?: string }

/** Puts a manifest list `NAME:latest` into a registry whose entries all are the image `from:latest` of that registry. */
export async function publishList(
  registry: Registry,
  name: string,
  from: string,
  platforms: ListPlatform[],
): Promise<void> {
  const url = (repository: string, path: string) => `${registry.url}/v2/${repository}/${path}`
  const found = await fetch(url(from, 'manifests/latest'), { headers: { accept: imageType } })
  const manifest = await found.text()
  const digest = found.headers.get('docker-content-digest')
  const { config, layers }: { config: { digest: string }; layers: { digest: string }[] } = JSON.parse(manifest)
  for (const blob of [config, ...layers]) {
    const mount = await fetch(url(name, `blobs/uploads/?mount=${blob.digest}&from=${from}`), { method: 'POST' })
    if (mount.status !== 201) throw new Error(`mount ${blob.digest}: ${mount.status}`)
  }
  const put = async (reference: string, type: string, body: string) => {
    const answer = await fetch(url(name, `manifests/${reference}`), {
      method: 'PUT',
      headers: { 'content-type': type },
      body,
    })
    if (answer.status !== 201) throw new Error(`put ${name}:${reference}: ${answer.status} ${await answer.text()}`)
  }
  await put(digest ?? '', imageType, manifest)
  const manifests = platforms.map((platform) => ({ mediaType: imageType, size: manifest.length, digest, platform }))
  await put('latest', listType, JSON.stringify({ schemaVersion: 2, mediaType: listType, manifests }))
}
