import type { ContainerRow } from '../../preload/contract/containers.ts'
import type { ImageRow } from '../../preload/contract/images.ts'
import { containersMirror } from './containers-mirror.ts'
import { EngineEvents } from './events.ts'
import { imagesMirror } from './images-mirror.ts'
import type { EngineLink, EngineLinks } from './link.ts'
import type { Mirror } from './mirror.ts'
import { StatsStreams } from './stats.ts'

/** What Slipway keeps of one engine while it is looked at. */
export interface EngineMirrors {
  link: EngineLink
  events: EngineEvents
  containers: Mirror<ContainerRow>
  images: Mirror<ImageRow>
  stats: StatsStreams
}

/** One set of mirrors a machine, made when it is first asked for. */
export class Engines {
  readonly #links: EngineLinks
  readonly #open = new Map<string, EngineMirrors>()

  constructor(links: EngineLinks) {
    this.#links = links
  }

  /** The mirrors of a machine; opens its connection. Throws a SlipwayError `unknown-machine`. */
  of(machine: string): EngineMirrors {
    const link = this.#links.find(machine)
    const known = this.#open.get(machine)
    if (known && known.link === link) return known
    if (known) this.drop(machine)
    const events = new EngineEvents(link)
    const containers = containersMirror(link, events)
    const made = {
      link,
      events,
      containers,
      images: imagesMirror(link, events, containers),
      stats: new StatsStreams(link),
    }
    this.#open.set(machine, made)
    return made
  }

  containers(machine: string): Mirror<ContainerRow> {
    return this.of(machine).containers
  }

  images(machine: string): Mirror<ImageRow> {
    return this.of(machine).images
  }

  /** The machine was removed or changed: its watchers end. */
  drop(machine: string): void {
    const mirrors = this.#open.get(machine)
    mirrors?.containers.close()
    mirrors?.images.close()
    mirrors?.stats.close()
    this.#open.delete(machine)
  }

  close(): void {
    for (const machine of [...this.#open.keys()]) this.drop(machine)
  }
}
