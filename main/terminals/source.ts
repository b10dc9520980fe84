import type { TerminalSize } from '../../preload/contract/terminals.ts'

/** How a source came to its end. */
export type SourceEnd =
  /** The process ended; null when nobody can say with which code. `removed`: and its container is gone with it. */
  | { kind: 'exited'; exitCode: number | null; removed?: boolean }
  /** The program runs on, only the stream was let go (Ctrl-P Ctrl-Q). */
  | { kind: 'detached' }
  /** The way to the program broke; it may run on. */
  | { kind: 'lost'; error: unknown }

export interface SourceEvents {
  data(bytes: Uint8Array): void
  /** Once, after the last data; not after `close`. */
  end(end: SourceEnd): void
}

/** Where a terminal's bytes come from and go to. It is used for one run: a new start needs a new source. */
export interface ByteSource {
  /** False when the program has pipes instead of a console: no size, no control keys. Known after `start`. */
  readonly tty: boolean
  /** False when what is written reaches nobody. Known after `start`. */
  readonly takesInput: boolean
  /** Rejects with what went wrong; then there is no end event. */
  start(size: TerminalSize): Promise<void>
  /** Resolves when more may be written (back-pressure); never rejects, as a loss is told by `end`. */
  write(bytes: Uint8Array): Promise<void>
  resize(size: TerminalSize): void
  /** Asks for no more data; what is already under way still comes. */
  pause(): void
  resume(): void
  /** Asked when the engine came back: whether the program and the way to it are as they were. */
  stillThere?(): Promise<boolean>
  /** Lets go: a container's own process runs on, a process started for this terminal is ended. No event follows. */
  close(): void
}
