import { randomUUID } from 'node:crypto'
import { SlipwayError } from '../../preload/contract/explained.ts'
import type { Shell, TerminalRow, TerminalSize, TerminalSource } from '../../preload/contract/terminals.ts'
import type { Channels } from '../channels.ts'
import type { EngineLinks } from '../engine/link.ts'
import { LiveList } from '../live-list.ts'
import { AttachSource } from './attach.ts'
import { demandAwake, readContainer } from './container-facts.ts'
import { ExecSource } from './exec.ts'
import { findHostShells } from './find-host-shells.ts'
import { HostShellSource } from './host-shell.ts'
import { ShellProbe } from './probe-shell.ts'
import { Session, type SessionOptions } from './session.ts'

export interface TerminalsOptions {
  links: EngineLinks
  channels: Channels
  /** Whether shells of this machine may be opened at all (yes unless given); a door may still refuse them. */
  hostShellAllowed?: boolean
  /** Lines kept above the screen of a session that is opened now; 5000 unless given. */
  scrollback?: () => number
}

/** Open terminals a person could want; more are a fault somewhere. */
const MOST = 100

/** All terminals of this program. */
export class Terminals {
  readonly list = new LiveList<TerminalRow>()
  readonly #options: TerminalsOptions
  readonly #sessions = new Map<string, Session>()
  readonly #probe = new ShellProbe()

  constructor(options: TerminalsOptions) {
    this.#options = options
  }

  /** Starts a session. Rejects when its program cannot be started; a stopped container to attach to is no failure. */
  async open(source: TerminalSource, size: TerminalSize): Promise<{ terminal: string }> {
    if (this.#sessions.size >= MOST)
      throw new SlipwayError({
        code: 'too-many-terminals',
        message: `${MOST} terminals are open.`,
        remedy: 'Close some of them.',
      })
    const id = randomUUID()
    const options: SessionOptions = {
      id,
      source,
      size,
      scrollback: this.#options.scrollback?.() ?? 5000,
      ...(await this.#prepare(source)),
      changed: (row) => {
        if (row) this.list.set(row)
        else this.list.delete(id)
      },
    }
    const session = new Session(options)
    this.#sessions.set(id, session)
    try {
      await session.open()
    } catch (error) {
      this.#sessions.delete(id)
      session.close()
      throw error
    }
    return { terminal: id }
  }

  /** A channel of the session's bytes for one page; see the contract. */
  connect(terminal: string, size: TerminalSize): { channel: number } {
    return { channel: this.#options.channels.offer(this.#find(terminal).connect(size)) }
  }

  resize(terminal: string, size: TerminalSize): void {
    this.#find(terminal).resize(size)
  }

  clear(terminal: string): void {
    this.#find(terminal).clear()
  }

  detach(terminal: string): void {
    this.#find(terminal).detach()
  }

  startAgain(terminal: string, size: TerminalSize): Promise<void> {
    return this.#find(terminal).startAgain(size)
  }

  /** Ends what ran over a connection that is gone for good; its last words stay to be read. */
  connectionRemoved(machine: string): void {
    for (const session of this.#sessions.values()) {
      const { source } = session.row
      if (source.kind !== 'host-shell' && source.machine === machine) session.connectionRemoved()
    }
  }

  /** Ends one session; unknown ids are gone already. */
  closeTerminal(terminal: string): void {
    const session = this.#sessions.get(terminal)
    this.#sessions.delete(terminal)
    session?.close()
  }

  /** Shells of this machine; none where they are not allowed. */
  hostShells(): Shell[] {
    return this.#options.hostShellAllowed === false ? [] : findHostShells()
  }

  probeShells(machine: string, container: string): Promise<Shell[]> {
    return this.#probe.probe(machine, this.#options.links.find(machine).client(), container)
  }

  /** Ends all sessions; for the program's end. */
  close(): void {
    for (const id of [...this.#sessions.keys()]) this.closeTerminal(id)
  }

  #find(terminal: string): Session {
    const session = this.#sessions.get(terminal)
    if (session) return session
    throw new SlipwayError({
      code: 'terminal-unknown',
      message: 'This terminal is no longer open.',
      remedy: 'Open a new one.',
    })
  }

  async #prepare(source: TerminalSource): Promise<Pick<SessionOptions, 'title' | 'link' | 'make'>> {
    if (source.kind === 'host-shell') return this.#prepareHostShell(source.shell)
    const link = this.#options.links.find(source.machine)
    const facts = await readContainer(link.client(), source.container)
    const { machine, container } = source
    if (source.kind === 'attach')
      return {
        title: facts.name,
        link,
        make: (startStopped, events) =>
          new AttachSource({ client: link.client(), machine, container, startStopped, events }),
      }
    demandAwake(facts, machine)
    const command = source.command ?? (await this.#bestShell(machine, container))
    const { user, workingDirectory } = source
    return {
      title: `${facts.name} · ${programName(command)}`,
      link,
      make: (_, events) =>
        new ExecSource({ client: link.client(), machine, container, command, user, workingDirectory, events }),
    }
  }

  #prepareHostShell(id: string): Pick<SessionOptions, 'title' | 'link' | 'make'> {
    if (this.#options.hostShellAllowed === false) throw hostShellRefused()
    const shell = findHostShells().find((one) => one.id === id)
    if (!shell)
      throw new SlipwayError({
        code: 'host-shell-unknown',
        message: `The shell ${id} was not found on this machine.`,
        remedy: 'Choose another shell.',
      })
    return { title: shell.label, link: null, make: (_, events) => new HostShellSource(shell.command, events) }
  }

  async #bestShell(machine: string, container: string): Promise<string[]> {
    const [best] = await this.probeShells(machine, container)
    if (best) return best.command
    throw new SlipwayError({
      code: 'no-shell',
      message: 'No shell was found in this container.',
      cause: 'None of the usual shells could be run in it; small images often have none.',
      remedy: 'Give the program to run, or attach to the container itself.',
    })
  }
}

/** The refusal of a door that gives no shells of this machine. */
export function hostShellRefused(): SlipwayError {
  return new SlipwayError({
    code: 'host-shell-not-allowed',
    message: 'Shells of this machine are switched off here.',
    cause: 'Slipway is used through a browser, and was started without them.',
    remedy: 'Start slipway serve with host shells allowed, or use the window.',
  })
}

function programName(command: string[]): string {
  return (command[0] ?? '').split(/[\\/]/).pop() ?? ''
}
