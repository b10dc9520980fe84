import { inspect } from 'node:util'

const hidden = '[redacted]'

/** A text that never prints itself: not in a message, not as JSON, not in a log of the object that holds it. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The text itself, at the one place that needs it. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return hidden
  }

  toJSON(): string {
    return hidden
  }

  [inspect.custom](): string {
    return hidden
  }
}
