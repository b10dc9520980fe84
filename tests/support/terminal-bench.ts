import { Channels } from '../../main/channels.ts'
import { Terminals } from '../../main/terminals/terminals.ts'
import type { TerminalRow, TerminalSize } from '../../preload/contract/terminals.ts'
import { IMAGES } from './images.ts'
import { TerminalPage } from './terminal-page.ts'
import { type TestLink, testLink } from './test-link.ts'
import { waitFor } from './wait-for.ts'

/** What a test asks of its container; unless told otherwise a running busybox shell with a TTY. */
export interface ContainerWish {
  image?: string
  command?: string[]
  tty?: boolean
  start?: boolean
  stdin?: boolean
  removeAtExit?: boolean
}

/** Terminals on a test's engine, with containers and pages that go when the test ends. */
export class TerminalBench {
  readonly size: TerminalSize = { columns: 80, rows: 24 }
  readonly link: TestLink
  readonly channels = new Channels()
  readonly terminals: Terminals
  #containers: string[] = []
  #pages: TerminalPage[] = []

  constructor(socketPath: string) {
    this.link = testLink(socketPath, { selfHealing: true })
    this.terminals = new Terminals({ links: { find: () => this.link }, channels: this.channels })
  }

  async container({
    image = IMAGES.busybox,
    command = ['sh'],
    tty = true,
    start = true,
    stdin = true,
    removeAtExit,
  }: ContainerWish = {}) {
    const made = await this.link.client().createContainer({
      Image: image,
      Cmd: command,
      Tty: tty,
      OpenStdin: stdin,
      Labels: { 'slipway-test': 'terminals' },
      HostConfig: { NetworkMode: 'none', AutoRemove: removeAtExit },
    })
    this.#containers.push(made.id)
    if (start) await made.start()
    return made.id
  }

  async attach(container: string) {
    return (await this.terminals.open({ kind: 'attach', machine: 'test', container }, this.size)).terminal
  }

  async exec(container: string, command?: string[]) {
    return (await this.terminals.open({ kind: 'exec', machine: 'test', container, command }, this.size)).terminal
  }

  page(terminal: string, options?: ConstructorParameters<typeof TerminalPage>[4]) {
    const made = new TerminalPage(this.terminals, this.channels, terminal, this.size, options)
    this.#pages.push(made)
    return made
  }

  row(terminal: string): TerminalRow | undefined {
    return this.terminals.list.get(terminal)
  }

  state<Kind extends TerminalRow['state']['kind']>(terminal: string, kind: Kind, seconds = 20) {
    return waitFor(
      `the state ${kind}`,
      () => {
        const now = this.row(terminal)?.state
        return now?.kind === kind ? (now as Extract<TerminalRow['state'], { kind: Kind }>) : null
      },
      seconds,
    )
  }

  async isRunning(container: string): Promise<boolean> {
    return (await this.link.client().getContainer(container).inspect()).State.Running
  }

  /** After each test. */
  async clear(): Promise<void> {
    for (const page of this.#pages.splice(0)) page.close()
    for (const row of this.terminals.list.values()) this.terminals.closeTerminal(row.id)
    for (const id of this.#containers.splice(0)) {
      await this.link
        .client()
        .getContainer(id)
        .remove({ force: true })
        .catch((error) => {
          if (error.statusCode !== 404 && error.statusCode !== 409) throw error
        })
    }
  }

  close(): void {
    this.terminals.close()
    this.channels.close()
  }
}

export const pause = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds))
