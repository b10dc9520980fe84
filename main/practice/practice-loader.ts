import { engineAddress } from './engine-address.ts'
import type { Practice, PracticeOptions } from './practice.ts'

/**
 * The practice host, read only when somebody asks for it: it is the larger part of the program's code, and at a start
 * only its address is needed.
 */
export class PracticeLoader {
  /** Where its engine listens once it is up. */
  readonly url: string
  readonly #options: PracticeOptions
  #loaded: Promise<Practice> | null = null

  constructor(options: PracticeOptions) {
    this.#options = options
    this.url = engineAddress(options.folder).url
  }

  /** The practice host, the same one each time; not started yet when it is new. */
  load(): Promise<Practice> {
    this.#loaded ??= import('./practice.ts').then(({ Practice }) => new Practice(this.#options))
    return this.#loaded
  }

  /** Ends what was loaded; what never was is not loaded for it. */
  async close(): Promise<void> {
    await (await this.#loaded)?.close()
  }
}
