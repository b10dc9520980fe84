import type Docker from 'dockerode'
import type { EngineFacts } from '../../preload/contract/machines.ts'

/**
 * A way to one engine, as `main/machines` keeps it: it stays the same object while the connection drops and comes back.
 * Whatever talks to an engine asks the link, never dials by itself.
 */
export interface EngineLink {
  readonly machine: string
  /** The client, with the negotiated API version; throws a SlipwayError `not-connected` while the engine is away. */
  client(): Docker
  /** What the engine said of itself at the last connect; throws as `client` does before the first. */
  facts(): EngineFacts
  readonly connected: boolean
  /** True for TCP and SSH to another computer: its disk and its registry access are not ours. */
  readonly remote: boolean
  /**
   * Only on engines whose registries are not those of the world (the practice host): the address at which a registry
   * answers instead, such as `http://127.0.0.1:50000`; null when there is none of that name. No login is sent there.
   */
  readonly registryAt?: (registry: string) => Promise<string | null>
  /** Called at each change of `connected`; answers its own unsubscribe. Not called for the state at subscription. */
  onConnected(listener: (connected: boolean) => void): () => void
  /** Tells the link that a call just failed in a way that says the engine is gone; it looks and reconnects. */
  suspect(error: unknown): void
}

/** Where links come from. `find` throws a SlipwayError `unknown-machine`, and opens a closed connection. */
export interface EngineLinks {
  find(machine: string): EngineLink
}
