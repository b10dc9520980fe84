import { type Pack, pack } from 'tar-stream'
import { treeChanges } from '../file-tree-changes.ts'
import { contentBytes } from '../file-tree-node.ts'
import { entry } from '../file-tree-tar.ts'
import { type EngineAnswer, EngineError, type Route } from '../route.ts'
import { baseFiles } from './base-files.ts'
import type { ImageServices } from './image-services.ts'
import { buildOf, type PracticeImages, type StoredImage } from './image-store.ts'
import { imageConfiguration } from './manifest-text.ts'
import { nameOf, parseReference, referenceText } from './reference.ts'

/** Images as a docker archive: one by name, or several. */
export function saveRoutes({ images, context }: ImageServices): Route[] {
  const save = async (names: readonly string[], answer: EngineAnswer) => {
    const wanted = new Map<StoredImage, Set<string>>()
    for (const name of names) {
      for (const [image, found] of meant(images, name)) {
        const tags = wanted.get(image) ?? new Set()
        wanted.set(image, tags)
        for (const tag of found) tags.add(tag)
      }
    }
    const body = answer.stream(200, { 'Content-Type': 'application/x-tar' })
    const archive = pack()
    const writing = write(archive, wanted).catch((error: unknown) => archive.destroy(error as Error))
    for await (const part of archive) await body.write(part as Uint8Array)
    await writing
    for (const image of wanted.keys()) context.tell('image', 'save', image.id, { name: image.id })
    body.end()
  }
  return [
    {
      method: 'GET',
      path: '/images/get',
      async handle({ query }, answer) {
        const names = query.getAll('names')
        if (names.length === 0) throw new EngineError(500, 'no images given to save')
        await save(names, answer)
      },
    },
    {
      method: 'GET',
      path: '/images/{name...}/get',
      async handle({ params }, answer) {
        await save([params.name ?? ''], answer)
      },
    },
  ]
}

/** A name without a tag means all tags of it, on any image; an ID means an image without names. */
function meant(images: PracticeImages, name: string): [StoredImage, string[]][] {
  const isId = /^(sha256:)?[0-9a-f]{4,64}$/.test(name)
  if (!isId) {
    const reference = parseReference(name)
    if (!reference.tag && !reference.digest) {
      const all = images.all().flatMap((image): [StoredImage, string[]][] => {
        const tags = image.tags.filter((tag) => nameOf(tag) === reference.familiar)
        return tags.length > 0 ? [[image, tags]] : []
      })
      if (all.length > 0) return all
    }
    return [[images.find(name), reference.tag ? [referenceText(reference)] : []]]
  }
  const image = images.find(name)
  const isName = image.tags.some((tag) => nameOf(tag) === name)
  return [[image, isName ? image.tags.filter((tag) => nameOf(tag) === name) : []]]
}

async function write(archive: Pack, wanted: ReadonlyMap<StoredImage, ReadonlySet<string>>): Promise<void> {
  const manifest: object[] = []
  const repositories: Record<string, Record<string, string>> = {}
  const written = new Set<string>()
  for (const [image, tags] of wanted) {
    const mtime = new Date(image.createdAt)
    const file = (name: string, bytes: Uint8Array) => entry(archive, { name, mtime, type: 'file', mode: 0o644 }, bytes)
    const text = (name: string, value: unknown) => file(name, new TextEncoder().encode(JSON.stringify(value)))
    const layers: string[] = []
    for (const [at, layer] of image.layers.entries()) {
      const top = at === image.layers.length - 1
      // Only the practice host's own files differ: what Microsoft's layers hold is made anew when it is loaded.
      const folder = top ? image.id.replace('sha256:', '') : layer.digest.replace('sha256:', '')
      layers.push(`${folder}/layer.tar`)
      if (written.has(folder)) continue
      written.add(folder)
      await entry(archive, { name: `${folder}/`, mtime, type: 'directory', mode: 0o755 }, null)
      await file(`${folder}/VERSION`, new TextEncoder().encode('1.0'))
      await text(`${folder}/json`, { id: folder, created: mtime.toISOString(), os: 'windows' })
      await file(`${folder}/layer.tar`, await layerTar(top ? image : null, mtime))
    }
    const config = `${image.id.replace('sha256:', '')}.json`
    await text(config, configuration(image))
    manifest.push({ Config: config, RepoTags: tags.size ? [...tags] : null, Layers: layers })
    for (const tag of tags) {
      const name = nameOf(tag)
      repositories[name] = { ...repositories[name], [tag.slice(name.length + 1)]: image.id.replace('sha256:', '') }
    }
  }
  const none = new Date(0)
  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
  await entry(archive, { name: 'manifest.json', mtime: none, type: 'file', mode: 0o644 }, json(manifest))
  if (Object.keys(repositories).length > 0) {
    await entry(archive, { name: 'repositories', mtime: none, type: 'file', mode: 0o644 }, json(repositories))
  }
  archive.finalize()
}

/** What an image has over its base, in the form of a Windows layer: `Files/…`, and `.wh.` for what is gone. */
async function layerTar(image: StoredImage | null, mtime: Date): Promise<Uint8Array> {
  const archive = pack()
  const parts: Uint8Array[] = []
  const reading = (async () => {
    for await (const part of archive) parts.push(part as Uint8Array)
  })()
  await entry(archive, { name: 'Files/', mtime, type: 'directory', mode: 0o755 }, null)
  const changes = image ? treeChanges(baseFiles(image.base, buildOf(image.osVersion)), image.files) : []
  for (const { path, node } of changes) {
    const name = `Files/${path.slice(3).replaceAll('\\', '/')}`
    if (!node) {
      const at = name.lastIndexOf('/') + 1
      const gone = `${name.slice(0, at)}.wh.${name.slice(at)}`
      await entry(archive, { name: gone, mtime, type: 'file', mode: 0o644 }, new Uint8Array())
    } else if (node.kind === 'folder') {
      await entry(archive, { name: `${name}/`, mtime: new Date(node.modifiedAt), type: 'directory', mode: 0o755 }, null)
    } else {
      const header = {
        name,
        mtime: new Date(node.modifiedAt),
        type: 'file' as const,
        mode: node.readOnly ? 0o444 : 0o755,
      }
      await entry(archive, header, contentBytes(node.content))
    }
  }
  archive.finalize()
  await reading
  return Buffer.concat(parts)
}

/** The image's configuration; `practice` is what only a practice host can read. */
function configuration(image: StoredImage) {
  return {
    ...imageConfiguration(image),
    practice: {
      base: image.base,
      layerSizes: image.layers.map((layer) => layer.size),
      historySizes: image.history.map((step) => step.size),
    },
  }
}
