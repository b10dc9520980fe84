import { wireConfig } from './image-config.ts'
import { type StoredImage, sha256 } from './image-store.ts'

/** What a manifest says of an image: its configuration and the packed layers. */
export interface ManifestParts {
  readonly image: Omit<StoredImage, 'tags' | 'digests' | 'lastTaggedAt'>
  readonly blobs: readonly { digest: string; size: number }[]
}

/** A Linux image that stands beside the Windows ones in a list; nothing but its manifest and configuration is there. */
export interface LinuxImage {
  readonly digest: string
  readonly text: string
  readonly configDigest: string
  readonly config: string
}

export const imageType = 'application/vnd.docker.distribution.manifest.v2+json'
export const listType = 'application/vnd.docker.distribution.manifest.list.v2+json'
const configType = 'application/vnd.docker.container.image.v1+json'
const layerType = 'application/vnd.docker.image.rootfs.diff.tar.gzip'

/** An image's configuration as registries and saved archives hold it. */
export function imageConfiguration(image: ManifestParts['image']) {
  return {
    architecture: image.architecture,
    config: wireConfig(image.config),
    created: new Date(image.createdAt).toISOString(),
    author: image.author || undefined,
    comment: image.comment || undefined,
    history: image.history.map((step) => ({
      created: new Date(step.createdAt).toISOString(),
      created_by: step.createdBy,
      comment: step.comment || undefined,
    })),
    os: 'windows',
    'os.version': image.osVersion,
    rootfs: { type: 'layers', diff_ids: image.layers.map((layer) => layer.digest) },
  }
}

/** The text of an image's configuration; its SHA-256 is the image's ID, but for the chapter's images. */
export function configText(image: ManifestParts['image']): string {
  return JSON.stringify(imageConfiguration(image))
}

/** The text of one image's manifest (docker image v2.2); its SHA-256 is the manifest's digest. */
export function imageManifestText({ image, blobs }: ManifestParts): string {
  return manifestText({ digest: image.id, size: Buffer.byteLength(configText(image)) }, blobs)
}

function manifestText(config: { digest: string; size: number }, blobs: ManifestParts['blobs']): string {
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: imageType,
    config: { mediaType: configType, size: config.size, digest: config.digest },
    layers: blobs.map(({ digest, size }) => ({ mediaType: layerType, size, digest })),
  })
}

/** The text of a list; its SHA-256 is the list's digest. */
export function listManifestText(
  images: readonly (ManifestParts & { digest: string })[],
  linux: LinuxImage | null,
): string {
  const manifests = [
    ...(linux ? [entry(linux.digest, linux.text, { architecture: 'amd64', os: 'linux' })] : []),
    ...images.map((one) =>
      entry(one.digest, imageManifestText(one), {
        architecture: one.image.architecture,
        os: 'windows',
        'os.version': one.image.osVersion,
      }),
    ),
  ]
  return JSON.stringify({ schemaVersion: 2, mediaType: listType, manifests })
}

function entry(digest: string, text: string, platform: Record<string, string>) {
  return { mediaType: imageType, size: Buffer.byteLength(text), digest, platform }
}

/** The Linux image of a name: of some tens of megabytes, which the name decides. */
export function linuxImage(name: string): LinuxImage {
  const config = JSON.stringify({
    architecture: 'amd64',
    config: {},
    created: '2025-11-11T10:12:31.000Z',
    history: [{ created: '2025-11-11T10:12:31.000Z', created_by: `COPY rootfs of ${name}` }],
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(`layer ${name}`)}`] },
  })
  const configDigest = `sha256:${sha256(config)}`
  const blob = sha256(`blob ${name}`)
  const size = 3_000_000 + (Number.parseInt(blob.slice(0, 6), 16) % 90_000_000)
  const text = manifestText({ digest: configDigest, size: Buffer.byteLength(config) }, [
    { digest: `sha256:${blob}`, size },
  ])
  return { digest: `sha256:${sha256(text)}`, text, configDigest, config }
}
