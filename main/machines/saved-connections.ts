import { randomUUID } from 'node:crypto'
import { type Explained, SlipwayError } from '../../preload/contract/explained.ts'
import type { ConnectionDraft, ConnectionSecrets } from '../../preload/contract/machines.ts'
import type { Secrets } from '../secrets.ts'
import { forgetSecrets, forgetUnused, type KeptSecrets, keepSecrets, keptSecrets } from './connection-secrets.ts'
import { checked } from './known.ts'
import { type SavedConnection, SavedList } from './saved-list.ts'

interface Events {
  /** Throws `unknown-machine` for what is no connection at all. */
  expectKnown(id: string): void
  /** It is saved, new or with another address, settings or secrets. */
  saved(connection: SavedConnection): void
  renamed(id: string, name: string): void
  /** It is gone from the list; its secrets go next. */
  removed(id: string): void
}

/** C2: the connections that a person made, each with its secrets in the keychain. */
export class SavedConnections {
  readonly #list: SavedList
  readonly #secrets: Secrets
  readonly #events: Events

  constructor(folder: string, secrets: Secrets, events: Events) {
    this.#list = new SavedList(folder)
    this.#secrets = secrets
    this.#events = events
  }

  /** Reads the list and tells of each; the answer is what is wrong with the file. */
  async load(): Promise<Explained | null> {
    const problem = await this.#list.read()
    for (const connection of this.#list.values()) this.#events.saved(connection)
    return problem
  }

  has(id: string): boolean {
    return this.#list.get(id) !== undefined
  }

  read(id: string): { draft: ConnectionDraft; kept: KeptSecrets } {
    const { id: _, ...draft } = this.#get(id)
    return { draft, kept: keptSecrets(this.#secrets, id) }
  }

  /** Answers the new one's id. */
  async add(draft: ConnectionDraft, secrets: ConnectionSecrets): Promise<string> {
    const id = `saved-${randomUUID().slice(0, 8)}`
    await this.#put({ ...checked(draft), id }, secrets)
    return id
  }

  async edit(id: string, draft: ConnectionDraft, secrets: ConnectionSecrets): Promise<void> {
    this.#get(id)
    await this.#put({ ...checked(draft), id }, secrets)
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#list.put({ ...this.#get(id), name })
    this.#events.renamed(id, name)
  }

  async remove(id: string): Promise<void> {
    this.#get(id)
    await this.#list.remove(id)
    this.#events.removed(id)
    await forgetSecrets(this.#secrets, id)
  }

  async #put(connection: SavedConnection, secrets: ConnectionSecrets): Promise<void> {
    await keepSecrets(this.#secrets, connection.id, secrets)
    await this.#list.put(connection)
    this.#events.saved(connection)
    await forgetUnused(this.#secrets, connection.id, connection)
  }

  #get(id: string): SavedConnection {
    const saved = this.#list.get(id)
    if (saved) return saved
    this.#events.expectKnown(id)
    throw new SlipwayError({
      code: 'not-saved',
      message: 'This connection was found, not saved, so it cannot be changed here.',
      cause: 'It comes from this computer’s pipe or socket, from DOCKER_HOST, or from a Docker context.',
      remedy: 'Change it where it comes from, or add a connection of your own with the same address.',
    })
  }
}
