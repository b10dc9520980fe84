import type { StartProgram, WebSite } from '../../shell/world.ts'
import type { FileTree } from '../file-tree.ts'
import type { ImageStore } from '../state.ts'
import type { ContainerRecord, Endpoint, MountPoint } from './container-record.ts'
import type { HostFolders } from './host-folders.ts'

/** What containers need of the networks' half. */
export interface ContainerNetworks {
  /** Joins a network by name or ID; throws an EngineError 404 `network X not found`. */
  join(
    container: { id: string; name: string; ports: Record<string, { HostIp: string; HostPort: string }[]> },
    network: string,
    wish: Partial<Endpoint>,
  ): { name: string; endpoint: Endpoint; gateway: string; prefixLength: number }
  leave(containerId: string, network: string): void
  /** The network's own name; throws an EngineError 404. */
  nameOf(network: string): string
  /** IPv4 address of a running container on one of these networks, by name or alias. */
  resolve(name: string, networks: readonly string[]): string | null
}

/** What containers need of the volumes' half. */
export interface ContainerVolumes {
  /** Finds or makes a volume; an empty name makes an anonymous one. */
  take(name: string, driver: string, destination: string): MountPoint
  /** Removes anonymous volumes of a container that goes with `v=1`. */
  release(names: readonly string[]): void
  /** A volume's files, shared by all who mount it. */
  tree?(name: string): FileTree
  /** Writes the files of volumes that changed. */
  saveFiles?(): void
}

/** What is below a container: images, files, networks, volumes and programs, each made elsewhere. */
export interface ContainerParts {
  readonly images: ImageStore
  readonly startProgram: StartProgram
  /** Copy-on-write files over an image's; what was written is kept below `folder`. */
  childFiles(parent: FileTree, folder: string): ContainerFiles
  readonly networks: ContainerNetworks
  readonly volumes: ContainerVolumes
  /** The web site at an address and port as a container sees it; set by the engine, which knows its containers. */
  site?(from: { readonly endpoints: ContainerRecord['endpoints'] }, address: string, port: number): WebSite | null
  /** The machine's folders that containers mount; absent where the machine has no files. */
  readonly hostFolders?: HostFolders
}

/** A container's own files. */
export interface ContainerFiles {
  readonly tree: FileTree
  /** Bytes written over the image. */
  size(): number
  /** What differs from the image, as `/changes` says it: 0 changed, 1 added, 2 removed; Windows paths. */
  changes(): readonly { path: string; kind: 0 | 1 | 2 }[]
  /** Writes to disk what is not there yet. */
  save(): void
}
