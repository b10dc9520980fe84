import type { PracticeProcess } from '../shell/world.ts'

/** Files of the practice machine, as containers mount them; paths ignore the case. */
export interface HostFiles {
  /** Null when there is nothing at the path. */
  kind(path: string): 'folder' | 'file' | null
  /** All files below a folder, by their path from it (`dir\\file`). */
  read(folder: string): ReadonlyMap<string, Uint8Array>
  /** Writes files below a folder; null takes one away, or a folder with all that is in it. */
  write(folder: string, files: ReadonlyMap<string, Uint8Array | null>): void
}

/** What the practice engine needs of the Windows machine that it runs on; the practice machine implements it. */
export interface EngineHost {
  readonly hostName: string
  /** 14393, 17763, 20348, 26100, … */
  readonly build: number
  readonly revision: number
  readonly buildLabEx: string
  /** As /info says it: `Microsoft Windows Server Version 21H2 (OS Build 20348.2700)`. */
  readonly operatingSystem: string
  /** Windows 10 or 11 rather than Server: its default isolation is hyperv. */
  readonly client: boolean
  readonly cpus: number
  /** Bytes. */
  readonly memory: number
  hypervisorPresent(): boolean
  /** There is a way to the internet, and so to the registries. */
  online(): boolean
  /** Bytes free on the disk of the data root. */
  freeSpace(): number
  /** The machine's own files; without them every folder of it is empty. */
  readonly files?: HostFiles
  now(): number
  /** The machine's own process list: a process-isolated container's processes are added to it. */
  readonly processes: {
    nextPid(): number
    add(process: PracticeProcess): void
    remove(pid: number): void
    list(): readonly PracticeProcess[]
  }
}

/** What daemon.json and the service line say; defaults as windows-containers facts of docs/practice.md. */
export interface EngineSettings {
  /** `28.5.2`, `20.10.24`, `29.3.0`, … sets the API range. */
  readonly version: string
  readonly dataRoot: string
  /** `npipe://…`, `unix://…`, `tcp://…` as `docker info` would name them. */
  readonly isolation: 'process' | 'hyperv' | 'default'
  /** False when `bridge` is `none`: no nat network. */
  readonly natNetwork: boolean
  readonly dns: readonly string[]
  readonly labels: readonly string[]
  readonly insecureRegistries: readonly string[]
  readonly debug: boolean
}

/** Faults that a person injects on the practice page. */
export interface EngineFaults {
  /** Every open connection was dropped when this counter moved. */
  dropConnections: number
  /** Milliseconds added to each step of a pull. */
  slowPull: number
  diskFull: boolean
  /** The next call answers 500 with this text, once. */
  failNext: string | null
}
