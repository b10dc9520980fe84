import type { Duplex } from 'node:stream'
import { Client, type ClientChannel, type ConnectConfig } from 'ssh2'

/** One SSH connection and how many channels it carries. */
interface Pooled {
  client: Client
  channels: number
  /** The server refused a further channel (MaxSessions of sshd, 10 unless set); until one closes. */
  full: boolean
}

/**
 * The SSH connections to one host: one carries all channels, another is opened only when the server allows no more
 * channels on it. Each channel runs `docker system dial-stdio`, as the docker CLI does, and is a stream to the engine.
 */
export class SshTunnel {
  readonly #config: () => Promise<ConnectConfig>
  readonly #command: string
  readonly #pool = new Set<Pooled>()
  #opening: Promise<Pooled> | null = null
  #closed = false
  /** What dial-stdio last wrote on its standard error; it says why a channel ended. */
  complaint = ''

  /** `config` is asked for each new connection; its host key check throws by rejecting `connect`. */
  constructor(config: () => Promise<ConnectConfig>, socketPath: string | null) {
    this.#config = config
    this.#command = `docker ${socketPath ? `--host=unix://${socketPath} ` : ''}system dial-stdio`
  }

  /** SSH connections that are open now. */
  get connections(): number {
    return this.#pool.size
  }

  /** Ends once a channel is open; rejects with ssh2's error, or the host key's refusal. */
  async channel(): Promise<Duplex> {
    for (;;) {
      const pooled = [...this.#pool].find(({ full }) => !full) ?? (await this.#open())
      pooled.channels += 1
      try {
        return prepare(await execute(pooled.client, this.#command), pooled, (text) => {
          this.complaint = text
        })
      } catch (error) {
        pooled.channels -= 1
        // Refused by the server although the connection stands: its limit, unless nothing else is open on it.
        const refused = this.#pool.has(pooled) && /channel open failure/i.test(String(error))
        if (!refused || pooled.channels === 0) throw error
        pooled.full = true
      }
    }
  }

  close(): void {
    this.#closed = true
    for (const { client } of this.#pool) client.end()
    this.#pool.clear()
  }

  #open(): Promise<Pooled> {
    if (this.#closed) return Promise.reject(new Error('The SSH tunnel is closed'))
    this.#opening ??= this.#connect().finally(() => {
      this.#opening = null
    })
    return this.#opening
  }

  async #connect(): Promise<Pooled> {
    const config = await this.#config()
    const client = new Client()
    const pooled: Pooled = { client, channels: 0, full: false }
    let refusal: unknown
    await new Promise<void>((done, fail) => {
      client.on('ready', done)
      client.on('error', (error) => {
        this.#pool.delete(pooled)
        fail(refusal ?? error)
      })
      client.on('close', () => {
        this.#pool.delete(pooled)
        fail(refusal ?? Object.assign(new Error('SSH connection closed'), { code: 'ECONNRESET' }))
      })
      client.on('keyboard-interactive', (_name, _instructions, _language, prompts, finish) => {
        finish(prompts.map(() => String(config.password ?? '')))
      })
      client.connect({ ...config, hostVerifier: keepRefusal(config.hostVerifier, (error) => (refusal = error)) })
    })
    if (this.#closed) client.end()
    else this.#pool.add(pooled)
    return pooled
  }
}

/** A host key check of ours: passes or throws. */
export type HostKeyCheck = (key: Buffer) => Promise<void>
const checks = new WeakMap<object, HostKeyCheck>()

/** Makes ssh2's callback of a check; ssh2 itself only learns yes or no. */
export function hostVerifier(check: HostKeyCheck): NonNullable<ConnectConfig['hostVerifier']> {
  const verifier = (key: Buffer, verify: (valid: boolean) => void) => {
    check(key).then(
      () => verify(true),
      () => verify(false),
    )
  }
  checks.set(verifier, check)
  return verifier
}

function keepRefusal(
  verifier: ConnectConfig['hostVerifier'],
  keep: (error: unknown) => void,
): ConnectConfig['hostVerifier'] {
  const check = verifier && checks.get(verifier)
  // Never without a check: ssh2 would take any key.
  if (!check) return () => false
  return hostVerifier((key) =>
    check(key).catch((error: unknown) => {
      keep(error)
      throw error
    }),
  )
}

function execute(client: Client, command: string): Promise<ClientChannel> {
  return new Promise((done, fail) => {
    const timer = setTimeout(
      () => fail(Object.assign(new Error('SSH channel: ETIMEDOUT'), { code: 'ETIMEDOUT' })),
      10_000,
    )
    const settle = (error: Error | undefined, channel: ClientChannel) => {
      clearTimeout(timer)
      if (error) fail(error)
      else done(channel)
    }
    try {
      client.exec(command, settle)
    } catch (error) {
      clearTimeout(timer)
      fail(error)
    }
  })
}

/** Makes a channel look like the socket that Node's HTTP agent expects. */
function prepare(channel: ClientChannel, pooled: Pooled, complain: (text: string) => void): Duplex {
  let text = ''
  channel.stderr.on('data', (chunk: Buffer) => {
    text = `${text}${chunk.toString('utf8')}`.slice(0, 2000)
    complain(text)
  })
  channel.once('close', () => {
    pooled.channels -= 1
    pooled.full = false
  })
  const same = () => channel
  return Object.assign(channel, {
    setKeepAlive: same,
    setNoDelay: same,
    setTimeout: same,
    ref: same,
    unref: same,
  })
}
