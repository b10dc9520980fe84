import { IncomingMessage } from 'node:http'
import Docker from 'dockerode'
import type { EngineLink } from '../../main/engine/link.ts'
import { SlipwayError } from '../../preload/contract/explained.ts'
import type { EngineFacts } from '../../preload/contract/machines.ts'
import { engineRequest } from './engine-request.ts'

/** One request that went through a test link. */
export interface SentRequest {
  method: string
  path: string
}

/** A link to the engine at a Unix socket, whose connection the test drops and restores. */
export interface TestLink extends EngineLink {
  /** Requests so far, oldest first. */
  readonly sent: SentRequest[]
  /** What `suspect` was told. */
  readonly suspected: unknown[]
  setConnected(connected: boolean): void
  /** Destroys what flows now, as a dropped network does; new requests work. */
  breakStreams(): void
}

/** Options of `testLink`. */
export interface TestLinkOptions {
  facts?: Partial<EngineFacts>
  connected?: boolean
  /** `suspect` looks for the engine itself and reconnects when it answers, as the real link does. */
  selfHealing?: boolean
}

/** A connected link; `facts` are a Linux engine's unless told otherwise. */
export function testLink(socketPath: string, options: TestLinkOptions = {}): TestLink {
  const docker = new Docker({ socketPath, version: 'v1.41' })
  const sent: SentRequest[] = []
  const suspected: unknown[] = []
  const listeners = new Set<(connected: boolean) => void>()
  let connected = options.connected ?? true
  let healing = false
  const streams = new Set<IncomingMessage>()
  const dial = docker.modem.dial.bind(docker.modem)
  docker.modem.dial = (call, callback) => {
    sent.push({ method: String(call.method), path: String(call.path) })
    return dial(call, (error, data) => {
      if (data instanceof IncomingMessage) {
        streams.add(data)
        data.once('close', () => streams.delete(data))
      }
      callback?.(error, data)
    })
  }
  const link: TestLink = {
    machine: 'test',
    remote: false,
    sent,
    suspected,
    get connected() {
      return connected
    },
    client() {
      if (connected) return docker
      throw new SlipwayError({ code: 'not-connected', message: 'The engine is away.', remedy: 'Wait.' })
    },
    facts: () => ({ ...LINUX_FACTS, ...options.facts }),
    onConnected(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    suspect(error) {
      suspected.push(error)
      if (options.selfHealing && !healing) void heal()
    },
    breakStreams() {
      for (const stream of [...streams]) stream.socket.destroy()
    },
    setConnected(next) {
      if (connected === next) return
      connected = next
      for (const listener of [...listeners]) listener(next)
    },
  }
  const answers = async () => {
    try {
      return (await engineRequest(socketPath, 'GET', '/_ping')).status === 200
    } catch {
      return false
    }
  }
  const heal = async () => {
    healing = true
    if (!(await answers())) {
      link.setConnected(false)
      while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, 100))
      link.setConnected(true)
    }
    healing = false
  }
  return link
}

const LINUX_FACTS: EngineFacts = {
  os: 'linux',
  operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
  build: null,
  windowsClient: null,
  architecture: 'x86_64',
  version: '20.10.24',
  apiVersion: '1.41',
  maxApiVersion: '1.41',
  minApiVersion: '1.12',
  defaultIsolation: null,
  hostName: 'test',
  cpus: 2,
  memory: 4 * 1024 ** 3,
  storageDriver: 'overlay2',
  dataFolder: '/var/lib/docker',
  registry: 'https://index.docker.io/v1/',
}
