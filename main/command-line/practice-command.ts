import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { SlipwayError } from '../../preload/contract/explained.ts'
import { parseEndpoint } from '../connections/endpoint.ts'
import type { EngineEndpoint } from '../practice/engine/server/listen.ts'
import { Practice } from '../practice/practice.ts'
import { userDataFolder } from '../user-data-folder.ts'
import type { PracticeCommandOptions } from './arguments.ts'

/** Runs `slipway practice` until the signal aborts: the practice host alone, for any docker client. */
export async function runPractice(
  options: PracticeCommandOptions,
  { version, print }: { version: string; print(line: string): void },
  signal: AbortSignal,
): Promise<void> {
  const folder = options.state ? resolve(options.state) : join(userDataFolder(), 'practice')
  const endpoints = await readEndpoints(options)
  const practice = new Practice({
    folder,
    ...(options.machine ? { preset: options.machine } : {}),
    ...(endpoints.length > 0 ? { listen: endpoints } : {}),
    report: (error) => print(`Something went wrong: ${error instanceof Error ? error.message : String(error)}`),
  })
  try {
    await practice.start()
    if (options.reset) await practice.reset()
    const [row] = practice.list.values()
    print(`Slipway ${version} practises as ${row?.hostName} (${row?.windows})`)
    const addresses = practice.addresses()
    for (const address of addresses) print(`The engine listens at ${address}`)
    if (addresses.length === 0) print('Its docker service does not run, so no engine answers.')
    else print(`For example: docker -H ${addresses[0]} version`)
    for (const registry of ['mcr.microsoft.com', 'docker.io']) {
      const at = await practice.registryAt(registry)
      if (at !== null) print(`Its copy of ${registry} answers at ${at}/v2/`)
    }
    print('Press Ctrl+C to stop.')
    await new Promise<void>((done) => {
      if (signal.aborted) done()
      else signal.addEventListener('abort', () => done(), { once: true })
    })
  } finally {
    await practice.close()
  }
}

async function readEndpoints(options: PracticeCommandOptions): Promise<EngineEndpoint[]> {
  const tls = await readTls(options)
  return options.listen.map((address) => readEndpoint(address, tls))
}

function readEndpoint(address: string, tls: Awaited<ReturnType<typeof readTls>>): EngineEndpoint {
  // Port 0 is none to dial, but one to listen at: a free one.
  const endpoint = parseEndpoint(address.replace(/^(tcp:.+):0\/?$/i, '$1'))
  if (endpoint.kind === 'unix') return { path: endpoint.path, mode: 0o600 }
  if (endpoint.kind === 'npipe') return { path: endpoint.path.replaceAll('/', '\\') }
  if (endpoint.kind === 'tcp') return { host: endpoint.host, port: endpoint.port ?? 0, ...(tls ? { tls } : {}) }
  throw new SlipwayError({
    code: 'practice-listen',
    message: 'The practice engine does not listen through SSH.',
    remedy: 'Give a unix://, npipe:// or tcp:// address.',
  })
}

async function readTls({ tlsCa, tlsCert, tlsKey }: PracticeCommandOptions) {
  if (!tlsCa && !tlsCert && !tlsKey) return null
  if (!tlsCert || !tlsKey) {
    throw new SlipwayError({
      code: 'tls-incomplete',
      message: 'TLS needs a certificate and its key.',
      remedy: 'Give both --tls-cert and --tls-key.',
    })
  }
  const [cert, key, ca] = await Promise.all([readPem(tlsCert), readPem(tlsKey), tlsCa ? readPem(tlsCa) : null])
  return { cert, key, verify: ca !== null, ...(ca === null ? {} : { ca }) }
}

async function readPem(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new SlipwayError({
      code: 'tls-unreadable',
      message: `${path} cannot be read.`,
      cause: 'The file is missing, or not readable for this user.',
      remedy: 'Check the path.',
      detail: error instanceof Error ? error.message : String(error),
    })
  }
}
