import type { ImageConfig } from '../state.ts'
import { baseFiles } from './base-files.ts'
import {
  type Application,
  applications,
  chapterImages,
  type LayerSize,
  linuxRepositories,
  releases,
} from './catalogue-data.ts'
import { emptyConfig } from './image-config.ts'
import { type StoredImage, sha256 } from './image-store.ts'
import {
  configText,
  imageManifestText,
  type LinuxImage,
  linuxImage,
  listManifestText,
  type ManifestParts,
} from './manifest-text.ts'

/** An image as a registry has it; of its packed layers there are as many as it has layers. */
export interface RegistryImage extends ManifestParts {
  /** Digest of its manifest. */
  readonly digest: string
}

/** What a tag stands for. */
export interface Manifest {
  readonly digest: string
  readonly text: string
  /** A list holds images for several platforms; a single manifest is one image. */
  readonly list: boolean
  readonly images: readonly RegistryImage[]
  /** The Linux image that is there as well, or alone. */
  readonly linux: LinuxImage | null
  readonly locked: boolean
}

/** Repositories with their tags, newest first; names with the domain: `docker.io/library/ubuntu`. */
export type Catalogue = ReadonlyMap<string, ReadonlyMap<string, Manifest>>

type Base = 'nanoserver' | 'servercore' | 'server' | 'windows'

/** What the registries hold, for a machine of one build and revision: its own update is among them. */
export function makeCatalogue(build: number, revision: number): Catalogue {
  const catalogue = new Map<string, Map<string, Manifest>>()
  const put = (repository: string, tag: string, manifest: Manifest) => {
    const tags = catalogue.get(repository) ?? new Map<string, Manifest>()
    catalogue.set(repository, tags)
    tags.set(tag, manifest)
  }
  const newest = new Map<string, RegistryImage>()
  for (const release of releases) {
    for (const [kind, sizes] of Object.entries(release.bases) as [Base, readonly LayerSize[]][]) {
      const repository = `mcr.microsoft.com/windows/${kind}`
      for (const [at, update] of updatesOf(release, build, revision).entries()) {
        const image = baseImage(kind, release.build, update, sizes)
        if (at === 0) newest.set(`${kind}:${release.build}`, image)
        const version = `10.0.${release.build}.${update.revision}`
        const names = [...(at === 0 ? release.tags : []), version]
        for (const name of names) {
          put(repository, name, listOf([image]))
          put(repository, `${name}-amd64`, single(image))
        }
        if (update.kb) for (const name of release.tags) put(repository, `${name}-${update.kb}`, listOf([image]))
      }
    }
  }
  for (const application of applications) {
    const images = application.builds.flatMap((one) => {
      const base = newest.get(`${application.base}:${one}`)
      const release = releases.find((each) => each.build === one)
      if (!base || !release) return []
      const image = applicationImage(application, base)
      put(
        application.repository,
        application.tag.replace('RELEASE', release.tags[0] ?? ''),
        single(image, application.locked),
      )
      return [image]
    })
    for (const tag of application.lists) {
      const linux = application.linux ? linuxImage(`${application.repository}:${tag}`) : null
      put(application.repository, tag, listOf(images, linux, application.locked))
    }
  }
  for (const [repository, tags] of Object.entries(linuxRepositories)) {
    for (const tag of tags) put(repository, tag, listOf([], linuxImage(`${repository}:${tag}`)))
  }
  if (build === chapterImages.build) {
    for (const kind of ['nanoserver', 'servercore'] as const) {
      for (const tag of chapterImages[kind].tags) put(chapterImages[kind].repository, tag, single(chapterImage(kind)))
    }
  }
  return catalogue
}

/** The image of the chapter's figures, with the ID that it has there. */
function chapterImage(kind: 'nanoserver' | 'servercore'): RegistryImage {
  const { build, revision, day } = chapterImages
  const { layers, id } = chapterImages[kind]
  const { image, blobs } = baseImage(kind, build, { revision, day }, layers)
  return withDigest({ image: { ...image, id: `sha256:${id}${image.id.slice(7 + id.length)}` }, blobs })
}

function updatesOf(release: (typeof releases)[number], build: number, revision: number) {
  if (release.build !== build || release.updates.some((update) => update.revision === revision)) {
    // What came out after the host was last updated is there too, but its own comes first.
    const own = release.build === build ? release.updates.filter((update) => update.revision === revision) : []
    return [...own, ...release.updates.filter((update) => !own.includes(update))]
  }
  return [{ revision, kb: '', day: release.updates[0]?.day ?? '2025-11-11' }, ...release.updates]
}

function listOf(images: readonly RegistryImage[], linux: LinuxImage | null = null, locked = false): Manifest {
  const text = listManifestText(images, linux)
  return { digest: `sha256:${sha256(text)}`, text, list: true, images, linux, locked }
}

/** An image that is alone under its name. */
export function single(image: RegistryImage, locked = false): Manifest {
  return { digest: image.digest, text: imageManifestText(image), list: false, images: [image], linux: null, locked }
}

/** The image with the ID that its configuration gives it. */
function withId({ image, blobs }: ManifestParts): RegistryImage {
  return withDigest({ image: { ...image, id: `sha256:${sha256(configText(image))}` }, blobs })
}

function withDigest(parts: ManifestParts): RegistryImage {
  return { ...parts, digest: `sha256:${sha256(imageManifestText(parts))}` }
}

function baseImage(
  base: Base,
  build: number,
  update: { revision: number; day: string },
  sizes: readonly LayerSize[],
): RegistryImage {
  const osVersion = `10.0.${build}.${update.revision}`
  const createdAt = Date.parse(`${update.day}T10:12:31Z`)
  const names = sizes.map((_, at) => (at === 0 && sizes.length > 1 ? `${base} ${build} first` : `${base} ${osVersion}`))
  const config: ImageConfig = { ...emptyConfig(), cmd: ['c:\\windows\\system32\\cmd.exe'] }
  if (base === 'nanoserver' && build > 14393) config.user = 'ContainerUser'
  const history = sizes.map((size, at) => ({
    createdAt: at === 0 && sizes.length > 1 ? Date.UTC(2016, 0, 1) + build * 36e5 : createdAt,
    createdBy:
      at === 0 ? `Apply image 10.0.${build}.${sizes.length > 1 ? 1 : update.revision}` : `Install update ${osVersion}`,
    size: size.unpacked,
    comment: '',
  }))
  return finish(names, sizes, {
    parent: '',
    createdAt,
    author: '',
    comment: '',
    architecture: 'amd64',
    osVersion,
    config,
    history,
    files: baseFiles(base, build),
    base,
    madeBy: [],
  })
}

function applicationImage(application: Application, on: RegistryImage): RegistryImage {
  const { image } = on
  const files = image.files.fork(() => image.createdAt)
  for (const [path, content] of Object.entries(application.files)) {
    files.makeFolders(path.slice(0, path.lastIndexOf('\\')) || 'C:\\')
    files.put(path, new TextEncoder().encode(content))
  }
  const createdAt = image.createdAt + 86_400_000
  const made = application.layers.map((size, at) => ({
    createdAt,
    createdBy: application.createdBy[at] ?? '',
    size: size.unpacked,
    comment: '',
  }))
  const upper = finish(
    application.layers.map((_, at) => `${application.repository} ${image.osVersion} ${at}`),
    application.layers,
    {
      ...image,
      createdAt,
      history: [...image.history, ...made],
      files: files.freeze(),
      config: {
        ...image.config,
        cmd: [...application.cmd],
        entrypoint: [...(application.entrypoint ?? [])],
        env: [...(application.env ?? [])],
        workingDir: application.workingDir ?? '',
        exposedPorts: [...(application.exposedPorts ?? [])],
        labels: { ...application.labels },
      },
    },
  )
  const layers = [...image.layers, ...upper.image.layers]
  const size = layers.reduce((sum, one) => sum + one.size, 0)
  return withId({ image: { ...upper.image, layers, size }, blobs: [...on.blobs, ...upper.blobs] })
}

function finish(
  names: readonly string[],
  sizes: readonly LayerSize[],
  image: Omit<RegistryImage['image'], 'id' | 'layers' | 'size'>,
): RegistryImage {
  const layers = sizes.map((size, at) => ({ digest: `sha256:${sha256(`layer ${names[at]}`)}`, size: size.unpacked }))
  const blobs = sizes.map((size, at) => ({ digest: `sha256:${sha256(`blob ${names[at]}`)}`, size: size.packed }))
  const size = layers.reduce((sum, one) => sum + one.size, 0)
  return withId({ image: { ...image, id: '', layers, size }, blobs })
}

/** What a machine has before anybody used it: Server Core and Nano Server for its build, and the chapter's image. */
export function firstImages(catalogue: Catalogue, build: number): StoredImage[] {
  const release = releases.find((one) => one.build <= build) ?? releases.at(-1)
  const stored: StoredImage[] = []
  for (const kind of ['servercore', 'nanoserver'] as const) {
    const repository = `mcr.microsoft.com/windows/${kind}`
    const tag = release?.tags[0] ?? ''
    const manifest = catalogue.get(repository)?.get(tag)
    const found = manifest?.images[0]
    if (manifest && found) {
      const names = { tags: [`${repository}:${tag}`], digests: [`${repository}@${manifest.digest}`], lastTaggedAt: 0 }
      stored.push({ ...found.image, ...names })
    }
  }
  const old = chapterImage('nanoserver')
  const name = 'microsoft/nanoserver'
  const tags = chapterImages.nanoserver.tags.filter((tag) => tag !== 'latest').map((tag) => `${name}:${tag}`)
  stored.push({ ...old.image, tags, digests: [`${name}@${old.digest}`], lastTaggedAt: 0 })
  return stored
}
