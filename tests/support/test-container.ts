import { type Dialect, linux } from './dialect.ts'
import { engineRequest } from './engine-request.ts'

/** Containers that a test made, to be removed with `removeAll` whatever became of it. */
export class TestContainers {
  readonly #socket: string
  readonly #dialect: Dialect
  readonly #made: string[] = []

  constructor(socket: string, dialect: Dialect = linux) {
    this.#socket = socket
    this.#dialect = dialect
  }

  /** Makes a container that runs until it is stopped, without network, and answers its id; `body` is merged over the defaults. */
  async create(body: Record<string, unknown> = {}, name?: string): Promise<string> {
    const answer = await engineRequest(this.#socket, 'POST', `/containers/create${name ? `?name=${name}` : ''}`, {
      Image: this.#dialect.image,
      Cmd: this.#dialect.forever,
      HostConfig: { NetworkMode: 'none' },
      ...body,
    })
    const id: unknown = JSON.parse(answer.body).Id
    if (typeof id !== 'string') throw new Error(answer.body)
    this.#made.push(id)
    return id
  }

  /** As `create`, and starts it. */
  async run(body: Record<string, unknown> = {}, name?: string): Promise<string> {
    const id = await this.create(body, name)
    const answer = await engineRequest(this.#socket, 'POST', `/containers/${id}/start`)
    if (answer.status !== 204) throw new Error(answer.body)
    return id
  }

  /** A container that runs a line of the dialect's shell. */
  sh(line: string, body: Record<string, unknown> = {}): Promise<string> {
    return this.run({ Cmd: this.#dialect.script(line), ...body })
  }

  /** Remembers a container made elsewhere. */
  keep(id: string): string {
    this.#made.push(id)
    return id
  }

  inspect(id: string): Promise<Record<string, never> & { State: { Running: boolean; Status: string } }> {
    return engineRequest(this.#socket, 'GET', `/containers/${id}/json`).then(({ body }) => JSON.parse(body))
  }

  /** Resolves when the container has stopped. */
  async ended(id: string): Promise<void> {
    await engineRequest(this.#socket, 'POST', `/containers/${id}/wait`)
  }

  async removeAll(): Promise<void> {
    const made = this.#made.splice(0)
    await Promise.all(made.map((id) => engineRequest(this.#socket, 'DELETE', `/containers/${id}?force=1&v=1`)))
  }
}
