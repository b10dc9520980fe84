import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { changedSize, packTree, unpackTree } from '../file-tree-changes.ts'
import { MemoryFileTree } from '../file-tree-memory.ts'
import { EngineError } from '../route.ts'
import type { EngineContext, ImageStore, PracticeImage } from '../state.ts'
import { writeAtomic } from '../state-file.ts'
import { baseFiles } from './base-files.ts'
import { ImageRecords } from './image-records.ts'
import { parseReference, type Reference, referenceText } from './reference.ts'

/** An image with what only the images' half needs of it. */
export interface StoredImage extends PracticeImage {
  readonly files: MemoryFileTree
  /** Milliseconds since the epoch; 0 when it was never tagged here. */
  lastTaggedAt: number
  /** Command of the container that it was made from, as `ContainerConfig` shows it. */
  readonly madeBy: readonly string[]
}

/** The images of one machine, kept below `folder/images`. */
export class PracticeImages implements ImageStore {
  readonly #images = new Map<string, StoredImage>()
  readonly #records: ImageRecords<Written>
  /** Of which something is not written yet. */
  readonly #changed = new Set<StoredImage>()
  #saving = false
  readonly #folder: string
  readonly #context: EngineContext

  /** `first` gives the images of a machine that was never used. */
  constructor(context: EngineContext, first: () => readonly StoredImage[]) {
    this.#context = context
    this.#folder = join(context.folder, 'images')
    this.#records = new ImageRecords(this.#folder)
    const known = this.#records.read()
    if (known) {
      for (const record of known) this.#images.set(record.id, this.#read(record))
    } else for (const image of first()) this.add(image)
  }

  all(): readonly StoredImage[] {
    return [...this.#images.values()]
  }

  get(id: string): StoredImage | undefined {
    return this.#images.get(id)
  }

  children(id: string): StoredImage[] {
    return this.all().filter((image) => image.parent === id)
  }

  find(reference: string): StoredImage {
    if (/^sha256:[0-9a-f]{64}$/.test(reference)) {
      const found = this.#images.get(reference)
      if (!found) throw new EngineError(404, `No such image: ${reference}`)
      return found
    }
    const parsed = /^[0-9a-f]{64}$/.test(reference) ? null : parseReference(reference)
    const named = parsed && this.named(parsed)
    if (named) return named
    const prefix = /^(?:sha256:)?([0-9a-f]{1,64})$/.exec(reference)?.[1]
    if (prefix) {
      const found = this.all().filter((image) => image.id.startsWith(`sha256:${prefix}`))
      if (found.length === 1 && found[0]) return found[0]
    }
    throw new EngineError(404, `No such image: ${parsed ? referenceText(parsed) : `sha256:${reference}`}`)
  }

  /** The image that a name with its tag or digest stands for. */
  named(reference: Reference): StoredImage | undefined {
    const text = referenceText(reference)
    return this.all().find((image) => (reference.digest ? image.digests : image.tags).includes(text))
  }

  /** Adds an image, or the names of one that is there already. */
  add(image: StoredImage): StoredImage {
    const known = this.#images.get(image.id)
    const kept = known ?? image
    for (const text of image.tags) this.#take(text, kept)
    for (const text of image.digests) if (!kept.digests.includes(text)) kept.digests.push(text)
    if (!known) {
      this.#images.set(image.id, image)
      const base = this.#baseOf(image)
      if (image.files.root !== base.root) writeAtomic(this.#filesPath(image.id), packTree(base, image.files))
    }
    this.#saveSoon(kept)
    return kept
  }

  /** Gives a name to an image, taking it from another. */
  tag(image: StoredImage, reference: Reference): void {
    this.#take(referenceText(reference), image)
    image.lastTaggedAt = this.#context.host.now()
    this.#saveSoon(image)
  }

  untag(image: StoredImage, text: string): void {
    image.tags = image.tags.filter((one) => one !== text)
    image.digests = image.digests.filter((one) => one !== text)
    this.#saveSoon(image)
  }

  delete(image: StoredImage): void {
    this.#images.delete(image.id)
    this.#changed.delete(image)
    rmSync(this.#filesPath(image.id), { force: true })
    this.#saveSoon()
  }

  /** Back to these images alone. */
  reset(first: readonly StoredImage[]): void {
    for (const id of this.#images.keys()) rmSync(this.#filesPath(id), { force: true })
    this.#images.clear()
    this.#changed.clear()
    for (const image of first) this.add(image)
    this.#saveSoon()
  }

  commit(
    image: Omit<PracticeImage, 'id' | 'size' | 'layers' | 'history'>,
    reference: string | null,
    size: number,
  ): StoredImage {
    const { cmd } = image.config
    return this.make(image, reference, { size, createdBy: cmd.join(' '), madeBy: cmd })
  }

  /** As `commit`, with the history's line; `size` null adds no layer. The files are frozen. */
  make(
    image: Omit<PracticeImage, 'id' | 'size' | 'layers' | 'history'>,
    reference: string | null,
    step: { size: number | null; createdBy: string; madeBy: readonly string[] },
  ): StoredImage {
    const parent = this.#images.get(image.parent)
    const created = {
      createdAt: image.createdAt,
      createdBy: step.createdBy,
      size: step.size ?? 0,
      comment: image.comment,
    }
    const history = [...(parent?.history ?? []), created]
    const layers = [...(parent?.layers ?? [])]
    const seed = JSON.stringify([image.parent, image.createdAt, image.config, history, step, this.#images.size])
    if (step.size !== null) layers.push({ digest: `sha256:${sha256(`layer ${seed}`)}`, size: step.size })
    if (!(image.files instanceof MemoryFileTree))
      throw new EngineError(500, 'only a tree in memory can become an image')
    const files = image.files.fork().freeze()
    const made: StoredImage = {
      ...image,
      tags: [],
      digests: [],
      files,
      id: `sha256:${sha256(seed)}`,
      layers,
      history,
      size: layers.reduce((sum, layer) => sum + layer.size, 0),
      lastTaggedAt: 0,
      madeBy: step.madeBy,
    }
    const kept = this.add(made)
    if (reference !== null) this.tag(kept, parseReference(reference))
    return kept
  }

  /** Writes what lists and names there are, as far as it is not written. */
  save(): void {
    const changed = [...this.#changed].map(({ files, ...record }): Written => record)
    this.#records.write(changed, [...this.#images.keys()])
    this.#changed.clear()
  }

  /** Several changes of one turn are written once, before anything else happens. */
  #saveSoon(image?: StoredImage): void {
    if (image) this.#changed.add(image)
    if (this.#saving) return
    this.#saving = true
    queueMicrotask(() => {
      this.#saving = false
      try {
        this.save()
      } catch {
        // It lives on in memory; the next change is written with it.
      }
    })
  }

  #take(text: string, image: StoredImage): void {
    for (const other of this.#images.values()) {
      if (other === image || !other.tags.includes(text)) continue
      other.tags = other.tags.filter((one) => one !== text)
      this.#changed.add(other)
    }
    if (!image.tags.includes(text)) image.tags.push(text)
  }

  #read(record: Written): StoredImage {
    const base = baseFiles(record.base, buildOf(record.osVersion))
    const path = this.#filesPath(record.id)
    const files = existsSync(path) ? unpackTree(base, readFileSync(path), () => this.#context.host.now()) : base.fork()
    return { ...record, files: files.freeze() }
  }

  #baseOf(image: PracticeImage): MemoryFileTree {
    return baseFiles(image.base, buildOf(image.osVersion))
  }

  #filesPath(id: string): string {
    return join(this.#folder, `${id.replace('sha256:', '')}.files`)
  }
}

type Written = Omit<StoredImage, 'files'>

/** 20348 of `10.0.20348.2700`. */
export function buildOf(osVersion: string): number {
  return Number(osVersion.split('.')[2] ?? 0)
}

export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Bytes that a tree has more than what it stands on. */
export function layerSize(parent: StoredImage | null, files: MemoryFileTree): number {
  return changedSize(parent?.files ?? baseFiles(null, 0), files)
}
