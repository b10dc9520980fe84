import type { PageFeed } from './page-feed.ts'

/** The pages that look at one session. */
export class Feeds {
  readonly #feeds = new Set<PageFeed>()

  /** True while any of them holds the source. */
  get busy(): boolean {
    for (const feed of this.#feeds) if (feed.busy) return true
    return false
  }

  add(feed: PageFeed): void {
    this.#feeds.add(feed)
  }

  delete(feed: PageFeed): void {
    this.#feeds.delete(feed)
  }

  push(bytes: Uint8Array): void {
    for (const feed of this.#feeds) feed.push(bytes)
  }

  /** The one page whose terminal answers the program's questions: with two, each would be answered twice. */
  answers(feed: PageFeed): boolean {
    const [first] = this.#feeds
    return first === feed
  }

  /** Tells them that no more comes. */
  close(): void {
    for (const feed of [...this.#feeds]) feed.close()
    this.#feeds.clear()
  }
}
