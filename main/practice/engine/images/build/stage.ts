import { changedSize } from '../../file-tree-changes.ts'
import type { MemoryFileTree } from '../../file-tree-memory.ts'
import type { ImageConfig } from '../../state.ts'
import { copyConfig } from '../image-config.ts'
import type { PracticeImages, StoredImage } from '../image-store.ts'

/** One stage of a build: the image so far, and what the next one will have. */
export class Stage {
  readonly name: string
  image: StoredImage
  config: ImageConfig
  /** ARGs that count here, with their values. */
  readonly args = new Map<string, string>()
  cmdSet = false
  readonly #images: PracticeImages
  readonly #now: () => number
  author: string

  constructor(name: string, image: StoredImage, images: PracticeImages, now: () => number) {
    this.name = name
    this.image = image
    this.config = copyConfig(image.config)
    this.author = image.author
    this.#images = images
    this.#now = now
  }

  /** The words of its shell form. */
  get shell(): readonly string[] {
    return this.config.shell.length > 0 ? this.config.shell : ['cmd', '/S', '/C']
  }

  /** What `$NAME` stands for: the environment before the arguments. */
  values(): Map<string, string> {
    const values = new Map(this.args)
    for (const entry of this.config.env) {
      const at = entry.indexOf('=')
      values.set(entry.slice(0, at), entry.slice(at + 1))
    }
    return values
  }

  /** The image that the same step made before, over the same image. */
  cached(madeBy: readonly string[]): StoredImage | undefined {
    const key = JSON.stringify(madeBy)
    return this.#images
      .children(this.image.id)
      .find(
        (child) => JSON.stringify(child.madeBy) === key && JSON.stringify(child.config) === JSON.stringify(this.config),
      )
  }

  /** Makes the image of a step; `files` null adds no layer. */
  commit(madeBy: readonly string[], files: MemoryFileTree | null): void {
    const size = files ? changedSize(this.image.files, files) : null
    this.image = this.#images.make(
      {
        tags: [],
        digests: [],
        parent: this.image.id,
        createdAt: this.#now(),
        author: this.author,
        comment: '',
        architecture: 'amd64',
        osVersion: this.image.osVersion,
        config: copyConfig(this.config),
        files: files ?? this.image.files,
        base: this.image.base,
      },
      null,
      { size, createdBy: madeBy.join(' '), madeBy },
    )
  }
}
