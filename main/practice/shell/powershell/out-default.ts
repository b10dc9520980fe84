import { kindOf, renderObjects } from './format/render.ts'
import type { Value } from './values.ts'

/** The end of every pipeline: texts go out at once, objects of one kind wait for one another to share a table. */
export class OutDefault {
  readonly #write: (text: string) => Promise<void>
  readonly #width: () => number
  #waiting: Value[] = []

  constructor(write: (text: string) => Promise<void>, width: () => number) {
    this.#write = write
    this.#width = width
  }

  async add(value: Value): Promise<void> {
    const kind = kindOf(value)
    if (this.#waiting.length > 0 && kindOf(this.#waiting[0] ?? null) !== kind) await this.flush()
    if (kind === '') await this.#write(renderObjects([value], this.#width()))
    else this.#waiting.push(value)
  }

  async flush(): Promise<void> {
    const values = this.#waiting
    this.#waiting = []
    if (values.length > 0) await this.#write(renderObjects(values, this.#width()))
  }
}
