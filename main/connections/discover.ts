import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Explained } from '../../preload/contract/explained.ts'
import type { TlsSettings } from '../../preload/contract/machines.ts'
import { explain } from '../explain/explain.ts'
import { currentContext, readContexts, tlsFromFolder } from './contexts.ts'
import type { ConnectionDefinition, Surroundings } from './definition.ts'
import { parseEndpoint } from './endpoint.ts'

/** A connection that was found rather than saved. Its id stays the same from start to start. */
export interface Discovered {
  id: string
  name: string
  url: string
  source: 'local' | 'environment' | 'context'
  /** Null when `problem` says why it cannot be dialled. */
  definition: ConnectionDefinition | null
  problem: Explained | null
}

/** What the docker CLI would find here, and which of it the CLI itself would use. */
export interface Discovery {
  found: Discovered[]
  cliDefault: string
}

/**
 * C2: the local pipe or socket, DOCKER_HOST, and the CLI's contexts. Precedence is the CLI's own (docker/cli
 * cli/command/cli.go, resolveContextName): DOCKER_HOST, DOCKER_CONTEXT, currentContext of config.json, default.
 */
export async function discover(around: Surroundings): Promise<Discovery> {
  const { env } = around
  const folder = dockerFolder(around)
  const found: Discovered[] = await localEngines(around)
  if (env.DOCKER_HOST) found.unshift(await fromEnvironment(env.DOCKER_HOST, env, folder))
  const { contexts, broken } = await readContexts(folder)
  for (const { name, host, tls } of contexts) {
    found.push(entry(contextId(name), name, host || defaultUrl(around), 'context', tls))
  }
  for (const { path, reason } of broken) {
    found.push(brokenContext(path, reason))
  }
  const wanted = env.DOCKER_CONTEXT || (await currentContext(folder))
  const named = wanted !== '' && wanted !== 'default' ? wanted : null
  if (named && !contexts.some(({ name }) => name === named)) found.push(missingContext(named))
  return { found, cliDefault: env.DOCKER_HOST ? 'environment' : named ? contextId(named) : 'local' }
}

/** Where the docker CLI keeps its files. */
export function dockerFolder({ env, home }: Surroundings): string {
  return env.DOCKER_CONFIG || join(home, '.docker')
}

/** Id of a context's machine; names with signs that ids have not are hashed. */
export function contextId(name: string): string {
  const id = `context-${name}`
  return /^[\w.-]{1,80}$/.test(id) ? id : `context-${createHash('sha256').update(name).digest('hex').slice(0, 16)}`
}

function defaultUrl({ platform, home }: Surroundings): string {
  if (platform === 'win32') return 'npipe:////./pipe/docker_engine'
  const usual = '/var/run/docker.sock'
  // Docker Desktop without its helper has only the user's socket.
  const own = join(home, '.docker', 'run', 'docker.sock')
  return `unix://${platform === 'darwin' && !existsSync(usual) && existsSync(own) ? own : usual}`
}

async function localEngines(around: Surroundings): Promise<Discovered[]> {
  const engines = [entry('local', 'This computer', defaultUrl(around), 'local', null)]
  if (around.platform === 'win32') {
    // Docker Desktop's Windows engine. Listing the pipes does not open one.
    const pipes = await readdir('\\\\.\\pipe\\').catch((): string[] => [])
    if (pipes.includes('docker_engine_windows')) {
      const url = 'npipe:////./pipe/docker_engine_windows'
      engines.push(entry('local-windows', 'This computer (Docker Desktop, Windows)', url, 'local', null))
    }
  }
  const runtime = around.env.XDG_RUNTIME_DIR
  const rootless = runtime ? join(runtime, 'docker.sock') : ''
  if (around.platform === 'linux' && rootless && existsSync(rootless)) {
    engines.push(entry('local-rootless', 'This computer (rootless)', `unix://${rootless}`, 'local', null))
  }
  return engines
}

async function fromEnvironment(host: string, env: NodeJS.ProcessEnv, folder: string): Promise<Discovered> {
  const tls = await environmentTls(env, folder)
  // As the CLI (opts.ParseHost): without a scheme it is TCP.
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(host) ? host : `tcp://${host}`
  return entry('environment', 'DOCKER_HOST', url, 'environment', tls)
}

/** As the CLI (cli/flags/options.go): any value of DOCKER_TLS_VERIFY turns TLS and its check on, DOCKER_TLS only TLS. */
async function environmentTls(env: NodeJS.ProcessEnv, folder: string): Promise<TlsSettings | null> {
  if (!env.DOCKER_TLS_VERIFY && !env.DOCKER_TLS) return null
  const certificates = env.DOCKER_CERT_PATH || folder
  const files = await readdir(certificates).catch((): string[] => [])
  return tlsFromFolder(certificates, files, Boolean(env.DOCKER_TLS_VERIFY))
}

function entry(
  id: string,
  name: string,
  url: string,
  source: Discovered['source'],
  tls: TlsSettings | null,
): Discovered {
  try {
    const endpoint = parseEndpoint(url)
    const definition = { endpoint, tls: endpoint.kind === 'tcp' ? tls : null, ssh: null }
    return { id, name, url, source, definition, problem: null }
  } catch (error) {
    return { id, name, url, source, definition: null, problem: explain(error, { machine: id }) }
  }
}

function brokenContext(path: string, reason: string): Discovered {
  const hash = path.split(/[/\\]/).at(-2) ?? ''
  return {
    id: `context-broken-${hash.slice(0, 12)}`,
    name: 'Unreadable context',
    url: '',
    source: 'context',
    definition: null,
    problem: {
      code: 'context-unreadable',
      message: 'A Docker context cannot be read.',
      cause: `The file is damaged, or this account may not read it: ${path}`,
      remedy: 'Remove the context with docker context rm, or mend the file.',
      detail: reason,
    },
  }
}

function missingContext(name: string): Discovered {
  return {
    id: contextId(name),
    name,
    url: '',
    source: 'context',
    definition: null,
    problem: {
      code: 'context-missing',
      message: `The current Docker context ${name} does not exist.`,
      cause: 'DOCKER_CONTEXT or config.json names it, but there is no such context.',
      remedy: 'Choose another with docker context use, or unset DOCKER_CONTEXT.',
      detail: '',
    },
  }
}
