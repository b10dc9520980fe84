import { Readable } from 'node:stream'
import { FileTreeError } from '../file-tree.ts'
import type { MemoryFileTree } from '../file-tree-memory.ts'
import { readArchive, type TarEntry } from '../file-tree-tar.ts'
import { EngineError, type Route } from '../route.ts'
import { flag } from '../server/query.ts'
import type { PracticeImage } from '../state.ts'
import { baseFiles } from './base-files.ts'
import { readConfig } from './image-config.ts'
import type { ImageServices } from './image-services.ts'
import { buildOf, type StoredImage, sha256 } from './image-store.ts'
import { parseReference, referenceText } from './reference.ts'
import { short } from './remove.ts'
import { unzipped } from './unzip.ts'

/** POST /images/load: images of a docker archive. */
export function loadRoute(services: ImageServices): Route {
  const { images, context } = services
  return {
    method: 'POST',
    path: '/images/load',
    async handle(request, answer) {
      if (context.faults.diskFull) throw new EngineError(500, 'There is not enough space on the disk.')
      const entries = new Map((await readArchive(await unzipped(request.stream))).map((one) => [one.name, one]))
      const manifest = list(json(entries, 'manifest.json'))
      // All is read before anything is added: a broken archive leaves nothing behind.
      const loaded: { image: StoredImage; tags: string[] }[] = []
      for (const one of manifest) loaded.push(await readImage(services, entries, one))
      const body = answer.stream(200, { 'Content-Type': 'application/json' })
      const send = (message: object) => body.write(`${JSON.stringify(message)}\r\n`)
      const quiet = flag(request.query, 'quiet')
      for (const { image, tags } of loaded) {
        if (!quiet && !images.get(image.id)) {
          for (const { digest, size } of image.layers) {
            const id = short(digest)
            await send({ status: 'Loading layer', progressDetail: { current: size, total: size }, progress: '', id })
          }
        }
        const kept = images.add(image)
        for (const tag of tags) {
          const reference = parseReference(tag)
          const before = images.named(reference)
          if (before && before !== kept) {
            await send({
              stream: `The image ${tag} already exists, renaming the old one with ID ${before.id} to empty string\n`,
            })
          }
          images.tag(kept, reference)
          await send({ stream: `Loaded image: ${referenceText(reference)}\n` })
        }
        if (tags.length === 0) await send({ stream: `Loaded image ID: ${image.id}\n` })
        context.tell('image', 'load', image.id, { name: image.id })
      }
      body.end()
    },
  }
}

async function readImage(
  { context }: ImageServices,
  entries: ReadonlyMap<string, TarEntry>,
  one: Record<string, unknown>,
): Promise<{ image: StoredImage; tags: string[] }> {
  const name = String(one.Config ?? '')
  const config = object(json(entries, name))
  if (config.os !== 'windows') throw new EngineError(500, `cannot load ${config.os ?? 'unknown'} image on windows`)
  const practice = object(config.practice)
  const base = ['nanoserver', 'servercore', 'server', 'windows'].includes(String(practice.base))
    ? (practice.base as PracticeImage['base'])
    : null
  const osVersion = /^\d+(\.\d+){3}$/.test(String(config['os.version'])) ? String(config['os.version']) : '10.0.0.0'
  const files = baseFiles(base, buildOf(osVersion)).fork(() => context.host.now())
  const paths = Array.isArray(one.Layers) ? one.Layers.map(String) : []
  for (const path of paths) {
    const layer = entries.get(path)
    if (!layer) throw new EngineError(500, `invalid manifest, layers length mismatch: no ${path}`)
    putLayer(files, await readArchive(Readable.from([Buffer.from(layer.bytes)])))
  }
  const bytes = entries.get(name)?.bytes ?? new Uint8Array()
  const digest = `sha256:${sha256(bytes)}`
  const named =
    /^[0-9a-f]{64}\.json$/.test(name) && config.practice !== undefined ? `sha256:${name.slice(0, 64)}` : digest
  const diffIds = list(object(config.rootfs).diff_ids)
  if (diffIds.length !== paths.length) {
    throw new EngineError(
      500,
      `invalid manifest, layers length mismatch: expected ${diffIds.length}, got ${paths.length}`,
    )
  }
  const layerSizes = list(practice.layerSizes)
  const historySizes = list(practice.historySizes)
  const layers = diffIds.map((id, at) => ({
    digest: String(id),
    size: Number(layerSizes[at] ?? entries.get(paths[at] ?? '')?.bytes.length ?? 0),
  }))
  const tags = Array.isArray(one.RepoTags) ? one.RepoTags.map(String) : []
  for (const tag of tags) parseReference(tag)
  const image: StoredImage = {
    id: named,
    tags: [],
    digests: [],
    parent: '',
    createdAt: time(config.created),
    author: String(config.author ?? ''),
    comment: String(config.comment ?? ''),
    architecture: 'amd64',
    osVersion,
    config: readConfig(config.config),
    layers,
    history: list(config.history).map((step, at) => ({
      createdAt: time(object(step).created),
      createdBy: String(object(step).created_by ?? ''),
      size: Number(historySizes[at] ?? 0),
      comment: String(object(step).comment ?? ''),
    })),
    size: layers.reduce((sum, layer) => sum + layer.size, 0),
    files: files.freeze(),
    base,
    lastTaggedAt: 0,
    madeBy: [],
  }
  return { image, tags }
}

function putLayer(files: MemoryFileTree, entries: readonly TarEntry[]): void {
  for (const { name, kind, bytes, modifiedAt } of entries) {
    const [top, ...names] = name.split('/')
    // A Windows layer also has `Hives` and `UtilityVM`, which hold no files of drive C.
    if (top !== 'Files' || names.length === 0) continue
    const last = names.at(-1) ?? ''
    const gone = last.startsWith('.wh.')
    const path = `C:\\${[...names.slice(0, -1), gone ? last.slice(4) : last].join('\\')}`
    try {
      if (gone) {
        if (files.stat(path)) files.remove(path, true, true)
      } else if (kind === 'folder') files.makeFolders(path, { modifiedAt })
      else {
        files.makeFolders(path.slice(0, path.lastIndexOf('\\')) || 'C:\\')
        files.put(path, bytes, { modifiedAt, readOnly: false })
      }
    } catch (error) {
      if (error instanceof FileTreeError) throw new EngineError(500, `failed to register layer: ${error.message}`)
      throw error
    }
  }
}

function json(entries: ReadonlyMap<string, TarEntry>, name: string): unknown {
  const entry = entries.get(name)
  if (!entry) throw new EngineError(500, `open ${name}: The system cannot find the file specified.`)
  try {
    return JSON.parse(new TextDecoder().decode(entry.bytes))
  } catch (error) {
    throw new EngineError(500, `invalid JSON in ${name}: ${error instanceof Error ? error.message : error}`)
  }
}

function object(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value : []
}

function time(value: unknown): number {
  const at = Date.parse(String(value))
  return Number.isNaN(at) ? 0 : at
}
