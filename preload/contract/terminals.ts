import { eventIterator, type } from '@orpc/contract'
import { z } from 'zod'
import { call, containerRef, machineId, onContainer } from './base.ts'
import type { Explained } from './explained.ts'
import type { LiveEvent } from './live.ts'

const terminalSizeSchema = z.object({
  columns: z.number().int().min(2).max(1000),
  rows: z.number().int().min(1).max(1000),
})
export type TerminalSize = z.infer<typeof terminalSizeSchema>

const terminalSourceSchema = z.discriminatedUnion('kind', [
  /** The container's own process, as `docker attach`. */
  z.object({ kind: z.literal('attach'), machine: machineId, container: containerRef }),
  /** A new process in the container; without `command` the shell is probed. */
  z.object({
    kind: z.literal('exec'),
    machine: machineId,
    container: containerRef,
    command: z.array(z.string().min(1).max(4096)).min(1).max(100).optional(),
    user: z.string().max(100).optional(),
    workingDirectory: z.string().max(4096).optional(),
  }),
  /** A shell of the machine that runs Slipway; `shell` is an id from `hostShells`. */
  z.object({ kind: z.literal('host-shell'), shell: z.string().regex(/^[\w.-]{1,40}$/) }),
])
export type TerminalSource = z.infer<typeof terminalSourceSchema>

export interface TerminalRow {
  id: string
  source: TerminalSource
  /** e.g. "web1 · cmd"; never taken from the program's own title sequences. */
  title: string
  /** Set by the program in it (OSC 0/2), cleaned of control characters and cut to 100; may be empty. */
  programTitle: string
  state:
    | { kind: 'starting' }
    | { kind: 'running' }
    /** The link is away; tried again by itself. */
    | { kind: 'reconnecting'; since: number }
    /** The page or the program let go, the container runs on. */
    | { kind: 'detached' }
    | { kind: 'ended'; exitCode: number | null; reason: string; error: Explained | null }
  tty: boolean
  /** False when nobody reads what is typed: the container was made without an open input (-i). */
  takesInput: boolean
  /** As a page set it last; another page of the same session follows it. */
  size: TerminalSize
  /** The container is gone or stopped and `startAgain` can start it. */
  canStartAgain: boolean
}

export interface Shell {
  id: string
  label: string
  command: string[]
}

const onTerminal = z.object({ terminal: z.string().min(1).max(80) })

export const terminals = {
  watch: call.output(eventIterator(type<LiveEvent<TerminalRow>>())),
  /** Starts a session; it outlives the page. */
  open: call
    .input(z.object({ source: terminalSourceSchema, size: terminalSizeSchema }))
    .output(type<{ terminal: string }>()),
  /**
   * Gives the page a channel of the session's bytes: first its screen and scrollback as they are, then what comes.
   * Several pages may be connected to one session; the slowest one sets the pace.
   */
  connect: call.input(onTerminal.extend({ size: terminalSizeSchema })).output(type<{ channel: number }>()),
  resize: call.input(onTerminal.extend({ size: terminalSizeSchema })).output(type<void>()),
  /** Forgets all lines but the cursor's, so that a page that joins later does not show them again. */
  clear: call.input(onTerminal).output(type<void>()),
  /** Lets go of the container and leaves it running. */
  detach: call.input(onTerminal).output(type<void>()),
  /** Ends the session: exec and host shell end, attach detaches. The row goes. */
  close: call.input(onTerminal).output(type<void>()),
  /** After an end or a detach: attaches again (starting the container if it stopped), or a new process. */
  startAgain: call.input(onTerminal.extend({ size: terminalSizeSchema })).output(type<void>()),
  /** T2: shells found on this machine; empty where the door does not allow them. */
  hostShells: call.output(type<Shell[]>()),
  /** Which of powershell, pwsh, cmd, bash, sh the container has, best first. */
  probeShells: call.input(onContainer).output(type<Shell[]>()),
}
