import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { MountPoint } from '../containers/container-record.ts'
import type { ContainerVolumes } from '../containers/parts.ts'
import { changedSize, packTree, unpackTree } from '../file-tree-changes.ts'
import { MemoryFileTree } from '../file-tree-memory.ts'
import { EngineError } from '../route.ts'
import type { EngineContext } from '../state.ts'
import { readState, writeAtomic } from '../state-file.ts'

export interface Volume {
  readonly name: string
  readonly createdAt: number
  readonly labels: Record<string, string>
  readonly options: Record<string, string> | null
}

/** The volumes of one machine, kept in `volumes.json` and, with their files, below `volumes`. */
export class Volumes implements ContainerVolumes {
  #volumes = new Map<string, Volume>()
  readonly #trees = new Map<string, { tree: MemoryFileTree; saved: number }>()
  readonly #context: EngineContext
  readonly #empty: MemoryFileTree

  constructor(context: EngineContext) {
    this.#context = context
    this.#empty = new MemoryFileTree(() => 0).freeze()
    const known = readState(this.#path)
    if (Array.isArray(known)) for (const volume of known as Volume[]) this.#volumes.set(volume.name, volume)
  }

  all(): Volume[] {
    return [...this.#volumes.values()]
  }

  find(name: string): Volume {
    const volume = this.#volumes.get(name)
    if (!volume) throw new EngineError(404, `get ${name}: no such volume`)
    return volume
  }

  /** Makes a volume, or finds the one of that name; an empty name makes one up. Throws an EngineError. */
  create(wish: {
    name: string
    driver: string
    labels?: Record<string, string>
    options?: Record<string, string> | null
  }): Volume {
    const name = wish.name || randomBytes(32).toString('hex')
    if (wish.driver !== '' && wish.driver !== 'local') {
      throw new EngineError(
        404,
        `create ${name}: error looking up volume plugin ${wish.driver}: plugin "${wish.driver}" not found`,
      )
    }
    if (!/^[a-zA-Z0-9][\w.-]+$/.test(name)) {
      const why =
        name.length === 1
          ? `volume name is too short, names should be at least two alphanumeric characters`
          : `"${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`
      throw new EngineError(400, `create ${name}: ${why}`)
    }
    if (wish.options && Object.keys(wish.options).length > 0) {
      throw new EngineError(400, `create ${name}: options are not supported on this platform`)
    }
    const known = this.#volumes.get(name)
    if (known) return known
    if (this.#context.faults.diskFull)
      throw new EngineError(
        500,
        `create ${name}: mkdir ${this.mountpoint(name)}: There is not enough space on the disk.`,
      )
    const volume: Volume = {
      name,
      createdAt: this.#context.host.now(),
      labels: wish.labels ?? {},
      options: wish.options ?? null,
    }
    this.#volumes.set(name, volume)
    this.#save()
    this.#context.tell('volume', 'create', name, { driver: 'local' })
    return volume
  }

  /** Takes a volume and its files away; the caller saw to it that nothing uses it. */
  delete(volume: Volume): void {
    this.#volumes.delete(volume.name)
    this.#trees.delete(volume.name)
    rmSync(this.#filesPath(volume.name), { force: true })
    this.#save()
    this.#context.tell('volume', 'destroy', volume.name, { driver: 'local' })
  }

  reset(): void {
    for (const volume of this.all()) this.delete(volume)
  }

  mountpoint(name: string): string {
    return `${this.#context.settings.dataRoot}\\volumes\\${name}\\_data`
  }

  /** A volume's files, shared by all who mount it. */
  tree(name: string): MemoryFileTree {
    const known = this.#trees.get(name)
    if (known) return known.tree
    const path = this.#filesPath(name)
    const now = () => this.#context.host.now()
    const tree = existsSync(path) ? unpackTree(this.#empty, readFileSync(path), now) : this.#empty.fork(now)
    this.#trees.set(name, { tree, saved: tree.version })
    return tree
  }

  /** Bytes of a volume's files. */
  size(name: string): number {
    return changedSize(this.#empty, this.tree(name))
  }

  /** Writes the files of volumes that changed. */
  saveFiles(): void {
    for (const [name, one] of this.#trees) {
      if (one.saved === one.tree.version) continue
      writeAtomic(this.#filesPath(name), packTree(this.#empty, one.tree))
      one.saved = one.tree.version
    }
  }

  take(name: string, driver: string, destination: string): MountPoint {
    const volume = this.create({ name, driver })
    return {
      Type: 'volume',
      Name: volume.name,
      Source: this.mountpoint(volume.name),
      Destination: destination.toLowerCase().replaceAll('/', '\\'),
      Driver: 'local',
      Mode: '',
      RW: true,
      Propagation: '',
    }
  }

  release(names: readonly string[]): void {
    for (const name of names) {
      const volume = this.#volumes.get(name)
      if (volume) this.delete(volume)
    }
  }

  get #path(): string {
    return join(this.#context.folder, 'volumes.json')
  }

  #filesPath(name: string): string {
    return join(this.#context.folder, 'volumes', `${name}.files`)
  }

  #save(): void {
    writeAtomic(this.#path, JSON.stringify(this.all()))
  }
}
