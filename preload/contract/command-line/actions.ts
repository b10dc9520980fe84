import type { ContainerSpec } from '../container-spec.ts'

type OnContainers = { containers: readonly string[] }
type OnContainer = { container: string }

/** Everything the program does to containers and images that the docker CLI can do as well. Seconds unless said. */
export type ShownAction =
  /** `detach` absent is true: the window starts first and attaches then. */
  | { action: 'run'; spec: ContainerSpec; detach?: boolean }
  /** The CLI closes the input of an interactive container when the first terminal leaves (StdinOnce); the window does not. */
  | { action: 'create'; spec: ContainerSpec }
  | ({ action: 'start' | 'pause' | 'unpause' } & OnContainers)
  | ({ action: 'stop' | 'restart'; timeout?: number; signal?: string } & OnContainers)
  | ({ action: 'kill'; signal?: string } & OnContainers)
  | ({ action: 'rename'; name: string } & OnContainer)
  /** Bytes; memory and swap together in `memorySwap` (absent: twice the memory; -1: no limit). 0 is left out: "as it is". */
  | ({
      action: 'update'
      cpus?: number
      memory?: number
      memorySwap?: number
      restartPolicy?: ContainerSpec['restartPolicy']
    } & OnContainers)
  | ({ action: 'commit'; reference?: string; author?: string; message?: string; pause?: boolean } & OnContainer)
  | ({ action: 'rm'; force?: boolean; volumes?: boolean } & OnContainers)
  | ({
      action: 'exec'
      command: readonly string[]
      interactive?: boolean
      tty?: boolean
      detach?: boolean
      user?: string
      workingDirectory?: string
      environment?: readonly { name: string; value: string }[]
      privileged?: boolean
    } & OnContainer)
  | ({ action: 'attach'; detachKeys?: string } & OnContainer)
  /** `since` and `until` as the CLI takes them: a time stamp, seconds since 1970, or a span such as `10m`. */
  | ({
      action: 'logs'
      follow?: boolean
      timestamps?: boolean
      tail?: number
      since?: string
      until?: string
    } & OnContainer)
  | ({ action: 'copy-in'; from: string; to: string } & OnContainer)
  | ({ action: 'copy-out'; from: string; to: string } & OnContainer)
  | ({ action: 'diff' | 'top' } & OnContainer)
  | ({ action: 'inspect' } & OnContainers)
  | ({ action: 'stats'; once?: boolean } & OnContainers)
  | { action: 'pull'; image: string; platform?: string; allTags?: boolean }
  /** Docker Hub only, whatever registry the term names; `limit` is 1 to 100. */
  | { action: 'search'; term: string; official?: boolean; limit?: number }
  | { action: 'tag'; image: string; target: string }
  | { action: 'rmi'; images: readonly string[]; force?: boolean }
  | { action: 'image-inspect'; images: readonly string[] }
  | { action: 'history'; image: string }
