import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { EngineError } from '../route.ts'
import type { ContainerUse, EngineContext, PracticeImage } from '../state.ts'
import { Container } from './container.ts'
import type { ContainerRecord } from './container-record.ts'
import type { ContainerParts } from './parts.ts'

/** All containers of an engine, on disk below `containers`. */
export class ContainerStore implements ContainerUse {
  readonly #folder: string
  readonly #context: EngineContext
  readonly #parts: ContainerParts
  readonly #containers = new Map<string, Container>()
  readonly #names = new Map<string, Container>()
  /** Made when it is asked for, forgotten when one comes or goes. */
  #sorted: Container[] | null = null

  constructor(context: EngineContext, parts: ContainerParts) {
    this.#context = context
    this.#parts = parts
    this.#folder = join(context.folder, 'containers')
  }

  /** Reads what an earlier engine left; what ran then has ended. */
  load(): void {
    mkdirSync(this.#folder, { recursive: true })
    for (const name of readdirSync(this.#folder)) {
      const path = join(this.#folder, name, 'container.json')
      if (!existsSync(path)) continue
      try {
        const record = JSON.parse(readFileSync(path, 'utf8')) as ContainerRecord
        const image = this.#parts.images.find(record.imageId)
        const container = this.#make(record, image)
        if (container.running || record.status === 'removing') {
          record.status = 'exited'
          record.exitCode = record.exitCode || ENGINE_STOPPED
          record.finishedAt = record.finishedAt > record.startedAt ? record.finishedAt : this.#context.host.now()
        }
      } catch {
        // A container whose file or image is lost cannot be shown; its folder stays for whoever looks.
      }
    }
  }

  add(record: ContainerRecord, image: PracticeImage): Container {
    const container = this.#make(record, image)
    container.save()
    return container
  }

  remove(container: Container): void {
    this.#containers.delete(container.id)
    this.#names.delete(container.record.name)
    this.#sorted = null
    container.erase()
  }

  /** Forgets all and deletes their files. */
  clear(): void {
    this.#containers.clear()
    this.#names.clear()
    this.#sorted = null
    rmSync(this.#folder, { recursive: true, force: true })
    mkdirSync(this.#folder, { recursive: true })
  }

  /** By name, ID or a part of the ID that only one begins with; throws an EngineError 404. */
  find(reference: string): Container {
    const exact = this.#containers.get(reference) ?? this.byName(reference.replace(/^\//, ''))
    if (exact) return exact
    const matches = /^[0-9a-f]+$/.test(reference) ? this.list().filter(({ id }) => id.startsWith(reference)) : []
    const [only] = matches
    if (matches.length > 1) throw new EngineError(400, `multiple IDs found with provided prefix: ${reference}`)
    if (!only) throw new EngineError(404, `No such container: ${reference}`)
    return only
  }

  byName(name: string): Container | undefined {
    return this.#names.get(name)
  }

  /** Gives a container a name that no other has, and writes it down. */
  rename(container: Container, name: string): void {
    this.#names.delete(container.record.name)
    container.record.name = name
    this.#names.set(name, container)
    container.save()
  }

  /** Newest first. */
  list(): Container[] {
    this.#sorted ??= [...this.#containers.values()].sort((a, b) => b.record.createdAt - a.record.createdAt)
    return [...this.#sorted]
  }

  using(imageId: string): ReturnType<ContainerUse['using']> {
    return this.all().filter((each) => each.imageId === imageId)
  }

  all(): ReturnType<ContainerUse['all']> {
    return this.list().map((container) => ({
      id: container.id,
      name: container.record.name,
      running: container.running,
      imageId: container.record.imageId,
      volumes: container.record.mounts.flatMap(({ Name }) => Name ?? []),
      networks: Object.keys(container.record.endpoints),
      sizeRw: container.files.size(),
    }))
  }

  #make(record: ContainerRecord, image: PracticeImage): Container {
    const folder = join(this.#folder, record.id)
    const files = this.#parts.childFiles(image.files, folder)
    const container = new Container(record, image, files, folder, () => this.#context.host.now())
    this.#containers.set(record.id, container)
    this.#names.set(record.name, container)
    this.#sorted = null
    return container
  }
}

/** Exit code of a container that was shut down: DBG_TERMINATE_PROCESS. */
export const ENGINE_STOPPED = 0x40010004
/** Exit code of a container that was terminated: ERROR_PROCESS_ABORTED. */
export const TERMINATED = 1067
