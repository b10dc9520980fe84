import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { SlipwayError } from '../../preload/contract/explained.ts'
import type { TlsSettings } from '../../preload/contract/machines.ts'
import { replaceFile } from '../replace-file.ts'

/** A Docker context as the CLI keeps it (docker/cli, cli/context/store): the folder is the SHA-256 of the name. */
export interface DockerContext {
  name: string
  description: string
  /** '' is the CLI's own default. */
  host: string
  tls: TlsSettings | null
}

const metaSchema = z.object({
  Name: z.string().min(1),
  Metadata: z.object({ Description: z.string().optional() }).nullish(),
  Endpoints: z.object({
    docker: z.object({ Host: z.string().optional(), SkipTLSVerify: z.boolean().optional() }).optional(),
  }),
})

const folderOf = (name: string) => createHash('sha256').update(name).digest('hex')
const metaFile = (folder: string, hash: string) => join(folder, 'contexts', 'meta', hash, 'meta.json')
const tlsFolder = (folder: string, name: string) => join(folder, 'contexts', 'tls', folderOf(name), 'docker')

/** A context folder that cannot be read. */
export interface BrokenContext {
  path: string
  reason: string
}

/** Every context under the docker CLI's folder, by name; a missing folder has none. */
export async function readContexts(folder: string): Promise<{ contexts: DockerContext[]; broken: BrokenContext[] }> {
  const hashes = await readdir(join(folder, 'contexts', 'meta')).catch(() => [])
  const contexts: DockerContext[] = []
  const broken: BrokenContext[] = []
  for (const hash of hashes) {
    const path = metaFile(folder, hash)
    try {
      contexts.push(await readContext(folder, path))
    } catch (error) {
      broken.push({ path, reason: error instanceof Error ? error.message : String(error) })
    }
  }
  contexts.sort((left, right) => left.name.localeCompare(right.name))
  return { contexts, broken }
}

async function readContext(folder: string, path: string): Promise<DockerContext> {
  const meta = metaSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  const docker = meta.Endpoints.docker
  const skip = docker?.SkipTLSVerify === true
  const files = await readdir(tlsFolder(folder, meta.Name)).catch(() => [])
  return {
    name: meta.Name,
    description: meta.Metadata?.Description ?? '',
    host: docker?.Host ?? '',
    // As the CLI: TLS when there is any TLS file, or when the check is to be skipped.
    tls: files.length > 0 || skip ? tlsFromFolder(tlsFolder(folder, meta.Name), files, !skip) : null,
  }
}

/** TLS by the CLI's file names in a folder; a file that is not there is left out. */
export function tlsFromFolder(folder: string, files: readonly string[], verify: boolean): TlsSettings {
  const file = (name: string) => (files.includes(name) ? { from: 'file' as const, path: join(folder, name) } : null)
  return { verify, ca: file('ca.pem'), certificate: file('cert.pem'), key: file('key.pem') }
}

/** The context that the CLI's configuration makes current; '' or `default` is none. */
export async function currentContext(folder: string): Promise<string> {
  try {
    const config: unknown = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'))
    const name = typeof config === 'object' && config !== null ? (config as Record<string, unknown>).currentContext : ''
    return typeof name === 'string' ? name : ''
  } catch {
    return ''
  }
}

/** PEM texts of a context to be written. */
export interface ContextTls {
  verify: boolean
  ca: string | Uint8Array | null
  certificate: string | Uint8Array | null
  key: string | Uint8Array | null
}

/** Writes a context as `docker context create` does. Throws `context-exists` when the name is taken. */
export async function writeContext(
  folder: string,
  { name, description, host, tls }: { name: string; description: string; host: string; tls: ContextTls | null },
): Promise<void> {
  const meta = metaFile(folder, folderOf(name))
  if (name === 'default' || (await exists(meta))) {
    throw new SlipwayError({
      code: 'context-exists',
      message: `There is already a context ${name}.`,
      cause: name === 'default' ? 'This name is the docker CLI’s own.' : '',
      remedy: 'Choose another name, or remove the old one with docker context rm.',
    })
  }
  const secrets = tlsFolder(folder, name)
  try {
    for (const [file, text] of [
      ['ca.pem', tls?.ca],
      ['cert.pem', tls?.certificate],
      ['key.pem', tls?.key],
    ] as const) {
      if (text) await replaceFile(join(secrets, file), text, { mode: 0o600 })
    }
    await mkdir(join(folder, 'contexts', 'meta', folderOf(name)), { recursive: true, mode: 0o755 })
    const body = {
      Name: name,
      Metadata: description ? { Description: description } : {},
      Endpoints: { docker: { Host: host, SkipTLSVerify: tls !== null && !tls.verify } },
    }
    // The context exists only with this file: written last.
    await replaceFile(meta, JSON.stringify(body))
  } catch (error) {
    await rm(join(folder, 'contexts', 'tls', folderOf(name)), { recursive: true, force: true })
    throw error
  }
}

async function exists(path: string): Promise<boolean> {
  return readFile(path).then(
    () => true,
    () => false,
  )
}
