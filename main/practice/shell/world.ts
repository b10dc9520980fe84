import type { FileTree } from '../engine/file-tree.ts'

/** One process as `tasklist`, `Get-Process` and `top` show it. */
export interface PracticeProcess {
  readonly pid: number
  readonly parent: number
  /** With extension: `cmd.exe`. */
  readonly name: string
  readonly session: number
  readonly user: string
  readonly startedAt: number
  handles: number
  threads: number
  /** Bytes. */
  workingSet: number
  privateBytes: number
  pagedPool: number
  /** Milliseconds of processor time so far. */
  cpuTime: number
}

/** One network adapter as `ipconfig` shows it. */
export interface Adapter {
  readonly name: string
  readonly description: string
  readonly mac: string
  readonly ipv4: string
  readonly prefixLength: number
  readonly gateway: string
  readonly ipv6: string
  readonly dns: readonly string[]
  readonly dnsSuffix: string
}

/** What a program inside a practice container sees around it. */
export interface ShellWorld {
  readonly windows: {
    /** 14393, 17763, 20348, 26100, … and the revision. */
    readonly build: number
    readonly revision: number
    /** `Windows Server 2022 Datacenter`; */
    readonly productName: string
    readonly editionId: string
    /** `Server Core`, `Nano Server`, `Server`. */
    readonly installationType: string
    readonly buildLabEx: string
  }
  readonly isolation: 'process' | 'hyperv'
  /** Windows PowerShell is in the image (Server Core, Server; Nano Server of 2016 only). */
  readonly hasPowerShell: boolean
  readonly hostName: string
  /** `ContainerAdministrator` or `ContainerUser`; without domain. */
  readonly user: string
  readonly files: FileTree
  readonly adapters: readonly Adapter[]
  readonly cpus: number
  /** Bytes that the container may use. */
  readonly memory: number
  readonly bootedAt: number
  now(): number
  processes(): readonly PracticeProcess[]
  /** A program starts a child; the returned function ends it. */
  startProcess(name: string, parent: number): { process: PracticeProcess; end(): void }
  /** IPv4 address of a name (a container on the same network, the host, well-known names), or null. */
  resolve(name: string): string | null
  /** True when the address answers a ping. */
  answers(address: string): boolean
  /** The web site behind a port of an address that the container can reach, or null: the connection is refused. */
  site?(address: string, port: number): WebSite | null
}

/** What a web server of a practice container says. */
export interface WebSite {
  get(path: string): WebAnswer
}

export interface WebAnswer {
  readonly status: number
  /** `OK`, `Not Found`. */
  readonly reason: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array
}

/** The console of a program: a pseudo console with `tty`, else three pipes. */
export interface ProgramConsole {
  readonly tty: boolean
  /** Ends when standard input is closed. With a tty these are the keys as sent. */
  readonly input: AsyncIterable<Uint8Array>
  /** Resolves when the readers can take more. */
  write(text: string | Uint8Array, stream?: 'stdout' | 'stderr'): Promise<void>
  /** Draws again what stands on the screen already, after a resize: for those who look, not for the log. */
  repaint?(text: string): Promise<void>
  size(): { columns: number; rows: number }
  onResize(listener: () => void): () => void
  /** Aborted when the container is killed or stopped. */
  readonly signal: AbortSignal
}

/**
 * Starts a program: `['cmd']`, `['powershell', '-Command', …]`, `['ping', '-t', 'localhost']`. Resolves with its exit
 * code; rejects with `ProgramNotFound` before anything is written when there is no such program in the world.
 */
export type StartProgram = (
  argv: readonly string[],
  world: ShellWorld,
  console: ProgramConsole,
  options: { environment: Map<string, string>; folder: string; pid: number },
) => Promise<number>

export class ProgramNotFound extends Error {}
