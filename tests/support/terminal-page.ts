import { Unicode11Addon } from '@xterm/addon-unicode11'
import headless from '@xterm/headless'
import type { ChannelPeer, Channels } from '../../main/channels.ts'
import type { Terminals } from '../../main/terminals/terminals.ts'
import type { TerminalSize } from '../../preload/contract/terminals.ts'
import { type ChannelEnd, decodeFrame, encodeCount, encodeFrame, FLOW, FRAME } from '../../preload/transport.ts'
import { waitFor } from './wait-for.ts'

/** A page that opens one channel: it speaks the frames of the transport and shows the bytes in a real xterm. */
export class ChannelPage {
  readonly terminal: InstanceType<typeof headless.Terminal>
  readonly #peer: ChannelPeer
  readonly #channel: number
  #unacknowledged = 0
  #seen = ''
  /** Bytes received in all. */
  received = 0
  /** Most bytes that were under way at once, as this page counts them. */
  mostInFlight = 0
  end: ChannelEnd | null = null
  /** What came, when `keep` was asked for. */
  readonly bytes: Uint8Array[] = []
  readonly #options: { acknowledge: boolean; keep: boolean; show: boolean }

  constructor(
    channels: Channels,
    channel: number,
    size: TerminalSize,
    options: { acknowledge?: boolean; keep?: boolean; show?: boolean } = {},
  ) {
    this.#options = { acknowledge: true, keep: false, show: true, ...options }
    this.terminal = new headless.Terminal({
      cols: size.columns,
      rows: size.rows,
      scrollback: 5000,
      allowProposedApi: true,
      logLevel: 'off',
    })
    this.terminal.loadAddon(new Unicode11Addon() as never)
    this.terminal.unicode.activeVersion = '11'
    this.#peer = channels.connect({ send: (frame) => this.#receive(frame) })
    this.#channel = channel
    this.#peer.receive(encodeFrame(FRAME.open, this.#channel))
  }

  #receive(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes)
    if (frame?.kind === FRAME.end) this.end = JSON.parse(Buffer.from(frame.payload).toString())
    if (frame?.kind !== FRAME.data) return
    this.received += frame.payload.length
    this.mostInFlight = Math.max(this.mostInFlight, this.#peer.inFlight)
    if (this.#options.keep) this.bytes.push(frame.payload.slice())
    this.#seen = (this.#seen + Buffer.from(frame.payload).toString('latin1')).slice(-20_000)
    const done = () => {
      this.#unacknowledged += frame.payload.length
      if (this.#options.acknowledge) this.acknowledge(FLOW.ack)
    }
    if (this.#options.show) this.terminal.write(frame.payload, done)
    else setImmediate(done)
  }

  /** Acknowledges what was dealt with when it is at least `least` bytes. */
  acknowledge(least = 1): void {
    if (this.#unacknowledged < least) return
    const count = this.#unacknowledged
    this.#unacknowledged = 0
    this.#peer.receive(encodeFrame(FRAME.ack, this.#channel, encodeCount(count)))
  }

  /** From now on (true) acknowledges as it goes, or (false) like a page that hangs. */
  set acknowledging(value: boolean) {
    this.#options.acknowledge = value
    if (value) this.acknowledge()
  }

  type(text: string | Uint8Array): void {
    this.#peer.receive(
      encodeFrame(FRAME.input, this.#channel, typeof text === 'string' ? new TextEncoder().encode(text) : text),
    )
  }

  /** The last 20,000 bytes as Latin-1. */
  get seen(): string {
    return this.#seen
  }

  forget(): void {
    this.#seen = ''
  }

  /** Waits until the last bytes have `what` in them. */
  async sees(what: string | RegExp, seconds = 20): Promise<string> {
    const found = () => (typeof what === 'string' ? this.#seen.includes(what) : what.test(this.#seen))
    try {
      return await waitFor(`the terminal to show ${what}`, () => found() && this.#seen, seconds)
    } catch (error) {
      throw new Error(`${(error as Error).message}; it shows ${JSON.stringify(this.#seen.slice(-500))}`)
    }
  }

  /** The lines on screen and above, without trailing blanks. */
  async lines(): Promise<string[]> {
    await new Promise<void>((resolve) => this.terminal.write('', resolve))
    const buffer = this.terminal.buffer.active
    const lines = Array.from({ length: buffer.length }, (_, at) => buffer.getLine(at)?.translateToString(true) ?? '')
    while (lines.length > 0 && lines.at(-1) === '') lines.pop()
    return lines
  }

  /** As when the page is closed or reloaded. */
  close(): void {
    this.#peer.close()
  }
}

/** A page that looks at one terminal. */
export class TerminalPage extends ChannelPage {
  constructor(
    terminals: Terminals,
    channels: Channels,
    id: string,
    size: TerminalSize,
    options: ConstructorParameters<typeof ChannelPage>[3] = {},
  ) {
    super(channels, terminals.connect(id, size).channel, size, options)
  }
}
