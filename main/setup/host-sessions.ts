import type { HostSession } from './host/session.ts'

export type OpenHost = (target: string, signal?: AbortSignal) => Promise<HostSession>

/** Opens sessions with hosts, and knows with whom that worked since the program started. */
export class HostSessions {
  readonly #open: OpenHost
  readonly #reached = new Set<string>()

  constructor(open: OpenHost) {
    this.#open = open
  }

  /** A session that its caller closes. Rejects as `openSession` does. */
  readonly open: OpenHost = async (target, signal) => {
    const session = await this.#open(target, signal)
    this.#reached.delete(target)
    this.#reached.add(target)
    return session
  }

  /** Targets that were reached, the last one first. */
  reached(): string[] {
    return [...this.#reached].reverse()
  }
}
