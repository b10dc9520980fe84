import { inspect } from 'node:util'
import Modem from 'docker-modem'
import Docker from 'dockerode'
import { connectDeadline, plainAgent, sshAgent, tlsAgent } from './agents.ts'
import { negotiateApi } from './api-version.ts'
import { withDeadlines } from './call-deadlines.ts'
import type { ConnectionDefinition, Credentials, Surroundings } from './definition.ts'
import { plainPort, tlsPort } from './endpoint.ts'
import { expectVersion, isForeign, notAnEngine } from './foreign.ts'
import type { HostKeys } from './ssh/host-keys.ts'
import type { SshTunnel } from './ssh/tunnel.ts'
import { tlsOptions } from './tls-options.ts'

/** GET /version, the fields that are read. */
export interface VersionAnswer {
  Version?: string
  ApiVersion?: string
  MinAPIVersion?: string
  Os?: string
  Arch?: string
  KernelVersion?: string
}

/** A dialled engine. */
export interface EngineConnection {
  /** Speaks the negotiated version. */
  docker: Docker
  version: VersionAnswer
  apiVersion: string
  /** GET /info. */
  info(signal: AbortSignal): Promise<Record<string, unknown>>
  /** Rejects when the engine does not answer within 5 s. */
  ping(): Promise<void>
  /** The engine's own events of type daemon: a stream that ends when the engine or the link does. */
  heartbeat(signal: AbortSignal): Promise<NodeJS.ReadableStream>
  /** Open SSH connections; 0 on other kinds. */
  sshConnections(): number
  /** Closes what is kept; running streams end by themselves or are destroyed by their owners. */
  close(): void
}

export interface DialOptions extends Surroundings {
  credentials: () => Promise<Credentials>
  hostKeys: HostKeys
  /** Whose connection it is, for the buttons of failures; '' for one that is only tested. */
  machine: string
  signal: AbortSignal
}

interface Way {
  fields: Partial<Record<keyof Modem | 'protocol' | 'agent' | 'socketPath' | 'host' | 'port', unknown>>
  tunnel?: SshTunnel
  destroy(): void
}

/**
 * Reaches an engine and settles the API version with it. Rejects with a SlipwayError, with Node's or ssh2's error, or
 * with the reason of `signal`; `explain` knows them.
 */
export async function dial(definition: ConnectionDefinition, options: DialOptions): Promise<EngineConnection> {
  const way = await wayTo(definition, options)
  try {
    const modem = makeModem(way.fields)
    const version = await askVersion(modem, definition.tls !== null, options.signal).catch((error) => {
      throw isForeign(error) ? notAnEngine(options.machine, error) : error
    })
    const { ApiVersion: newest } = expectVersion(version, options.machine)
    const apiVersion = negotiateApi(newest, version.MinAPIVersion ?? newest, version.Version ?? '')
    const versioned = withDeadlines(makeModem({ ...way.fields, version: `v${apiVersion}` } as Way['fields']))
    const docker = new Docker({ modem: versioned } as ConstructorParameters<typeof Docker>[0])
    return {
      docker,
      version,
      apiVersion,
      info: (signal) => ask(versioned, '/info', signal, 20_000),
      ping: () => ask(versioned, '/_ping', null, 5000).then(() => undefined),
      heartbeat: (signal) =>
        docker.getEvents({ filters: { type: ['daemon'] }, abortSignal: signal } as Parameters<Docker['getEvents']>[0]),
      sshConnections: () => way.tunnel?.connections ?? 0,
      close: way.destroy,
    }
  } catch (error) {
    const complaint = await complaintOf(way.tunnel)
    way.destroy()
    throw complaint ? new Error(complaint, { cause: error }) : error
  }
}

async function wayTo({ endpoint, tls, ssh }: ConnectionDefinition, options: DialOptions): Promise<Way> {
  if (endpoint.kind === 'npipe' || endpoint.kind === 'unix') {
    const agent = plainAgent()
    return { fields: { socketPath: endpoint.path, protocol: 'http', agent }, destroy: () => agent.destroy() }
  }
  if (endpoint.kind === 'ssh') {
    // ssh2 is read only where a machine is reached by it: some 60 ms of a start.
    const { openTunnel } = await import('./ssh/open-tunnel.ts')
    const tunnel = openTunnel(endpoint, ssh, options.credentials, options, options.hostKeys, options.machine)
    const agent = sshAgent(tunnel)
    const destroy = () => {
      agent.destroy()
      tunnel.close()
    }
    return { fields: { host: 'http://docker', protocol: 'http', agent }, tunnel, destroy }
  }
  const agent = tls ? tlsAgent(await tlsOptions(tls, await options.credentials())) : plainAgent()
  const protocol = tls ? 'https' : 'http'
  const host = endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host
  const port = endpoint.port ?? (tls ? tlsPort : plainPort)
  return { fields: { host: `${protocol}://${host}`, port, protocol, agent }, destroy: () => agent.destroy() }
}

/**
 * docker-modem's own constructor mixes in DOCKER_HOST, DOCKER_CERT_PATH and DOCKER_CLIENT_TIMEOUT of the process, which
 * belong to the connection `environment` alone; so its fields are set one by one.
 */
function makeModem(fields: Way['fields']): Modem {
  return Object.assign(Object.create(Modem.prototype), {
    headers: {},
    sshOptions: {},
    Promise,
    buildRequest,
    ...fields,
  })
}

/**
 * docker-modem inspects the options of every request to the last hidden property, agent and sockets included, for a
 * debug line that is hardly ever printed. That is slow, and in Electron 25's main process it ends the program
 * (SIGTRAP). So the options answer the inspection themselves.
 */
function buildRequest(this: Modem, options: object, ...rest: unknown[]): void {
  Object.defineProperty(options, inspect.custom, { value: () => 'a request' })
  const { buildRequest: build } = Modem.prototype as unknown as { buildRequest(...args: unknown[]): void }
  build.call(this, options, ...rest)
}

/**
 * An engine that refuses a client certificate closes at once; its alert, which says why, may be overtaken by the reset
 * of the connection. So a reset under TLS is asked about again before it is believed.
 */
async function askVersion(modem: Modem, tls: boolean, signal: AbortSignal): Promise<VersionAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask(modem, '/version', signal, connectDeadline)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (!tls || attempt === 4 || (code !== 'ECONNRESET' && code !== 'EPIPE')) throw error
    }
  }
}

function ask<T>(modem: Modem, path: string, signal: AbortSignal | null, deadline: number): Promise<T> {
  return new Promise((done, fail) => {
    if (signal?.aborted) return fail(signal.reason)
    const abort = new AbortController()
    const cancel = () => abort.abort(signal?.reason)
    const timer = setTimeout(
      () => abort.abort(new DOMException('The engine did not answer in time', 'TimeoutError')),
      deadline,
    )
    signal?.addEventListener('abort', cancel, { once: true })
    const request = { path, method: 'GET', abortSignal: abort.signal, statusCodes: { 200: true } }
    modem.dial(request, (error, answer) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      if (error) fail(abort.signal.aborted ? abort.signal.reason : error)
      else done(answer as T)
    })
  })
}

/** dial-stdio's reason comes a moment after the end of its stream. */
async function complaintOf(tunnel: SshTunnel | undefined): Promise<string> {
  if (!tunnel || tunnel.connections === 0) return ''
  if (!tunnel.complaint) await new Promise((done) => setTimeout(done, 200))
  return tunnel.complaint.trim()
}
