import type { EventEmitter } from 'node:events'
import type { EngineFaults, EngineHost, EngineSettings } from './engine-host.ts'
import type { FileTree } from './file-tree.ts'
import type { Healthcheck } from './healthcheck.ts'

/** An image of the practice engine. */
export interface PracticeImage {
  /** `sha256:…` of its configuration. */
  readonly id: string
  tags: string[]
  digests: string[]
  readonly parent: string
  readonly createdAt: number
  readonly author: string
  readonly comment: string
  readonly architecture: 'amd64'
  /** `10.0.20348.2700`; the build decides on isolation. */
  readonly osVersion: string
  readonly config: ImageConfig
  readonly layers: readonly { digest: string; size: number }[]
  readonly history: readonly { createdAt: number; createdBy: string; size: number; comment: string }[]
  /** Bytes of all layers. */
  readonly size: number
  readonly files: FileTree
  /** What kind of base it stands on; null for `scratch`. */
  readonly base: 'nanoserver' | 'servercore' | 'server' | 'windows' | null
}

export interface ImageConfig {
  cmd: string[]
  entrypoint: string[]
  env: string[]
  workingDir: string
  user: string
  labels: Record<string, string>
  exposedPorts: string[]
  volumes: string[]
  shell: string[]
  healthcheck?: Healthcheck
  stopSignal?: string
  /** Instructions for builds that stand on this image. */
  onBuild?: string[]
}

/** Images as the containers' half needs them. */
export interface ImageStore {
  /** By reference, ID or short ID; throws an EngineError 404 `No such image: X`. */
  find(reference: string): PracticeImage
  /** Makes an image from a container's files (commit). */
  commit(
    image: Omit<PracticeImage, 'id' | 'size' | 'layers' | 'history'>,
    reference: string | null,
    size: number,
  ): PracticeImage
  all(): readonly PracticeImage[]
}

/** Containers as the images' half needs them (in use, prune, df). */
export interface ContainerUse {
  /** Containers made from the image with this id. */
  using(imageId: string): readonly {
    id: string
    name: string
    running: boolean
    volumes: readonly string[]
    networks: readonly string[]
    sizeRw: number
  }[]
  all(): readonly {
    id: string
    name: string
    running: boolean
    imageId: string
    volumes: readonly string[]
    networks: readonly string[]
    sizeRw: number
  }[]
}

/** One event as `/events` sends it. */
export interface EngineEvent {
  readonly type: 'container' | 'image' | 'network' | 'volume' | 'daemon' | 'builder'
  readonly action: string
  readonly id: string
  readonly attributes: Record<string, string>
  /** Nanoseconds are derived; milliseconds since the epoch. */
  readonly at: number
}

/** What both halves of the engine share. */
export interface EngineContext {
  readonly host: EngineHost
  readonly settings: EngineSettings
  readonly faults: EngineFaults
  /** Emits `event` with an EngineEvent. */
  readonly events: EventEmitter
  tell(type: EngineEvent['type'], action: string, id: string, attributes?: Record<string, string>): void
  /** Absolute folder of this machine, where the state lives; every part keeps its own files below it. */
  readonly folder: string
}
