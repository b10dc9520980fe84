import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram, startProgram } from './background-program.ts'
import { freePort } from './free-port.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { waitFor } from './wait-for.ts'

/** A private registry; `host` (127.0.0.1:port) is what image references begin with. */
export type Registry = {
  host: string
  url: string
  folder: string
  log: () => string
  stop: () => Promise<void>
}

/** The one user of a registry that asks for a password, and the bcrypt of the password as htpasswd wants it. */
export const REGISTRY_USER = { name: 'slipway', password: 'harbour' } as const
const passwordHash = '$2y$05$abcdefghijklmnopqrstuuZ9hITkhSjgdPh1azpD9e5XbVlHeIfui'

/** Why no registry can be started here, or undefined. */
export function whyNoRegistry(): string | undefined {
  return findProgram('docker-registry') ? undefined : 'docker-registry is not installed'
}

export type RegistryOptions = {
  /** Only REGISTRY_USER gets in, by its password, or those whom a token service lets in. */
  auth?: boolean | { realm: string; service: string; issuer: string; rootcertbundle: string }
  tls?: { certPath: string; keyPath: string }
  /** Longest page of its catalogue; it refuses who asks for more (1000 unless given). */
  mostEntries?: number
}

/** Starts Debian's docker-registry on a free port of 127.0.0.1. */
export async function startRegistry({ auth = false, tls, mostEntries }: RegistryOptions = {}): Promise<Registry> {
  const why = whyNoRegistry()
  if (why) throw new Error(why)
  const folder = temporaryFolder('swr-')
  const host = `127.0.0.1:${await freePort()}`
  const url = `${tls ? 'https' : 'http'}://${host}`
  const configuration = {
    version: 0.1,
    log: { level: 'info' },
    storage: { filesystem: { rootdirectory: join(folder.path, 'data') }, delete: { enabled: true } },
    http: { addr: host, ...(tls && { tls: { certificate: tls.certPath, key: tls.keyPath } }) },
    ...(mostEntries !== undefined && { catalog: { maxentries: mostEntries } }),
    ...(auth === true && { auth: { htpasswd: { realm: 'slipway-test', path: join(folder.path, 'users') } } }),
    ...(typeof auth === 'object' && { auth: { token: auth } }),
  }
  // JSON is YAML.
  writeFileSync(join(folder.path, 'config.yml'), JSON.stringify(configuration))
  writeFileSync(join(folder.path, 'users'), `${REGISTRY_USER.name}:${passwordHash}\n`)
  const args = ['serve', join(folder.path, 'config.yml')]
  const program = startProgram('docker-registry', args, join(folder.path, 'log'))
  const stop = async () => {
    await program.stop()
    folder.remove()
  }
  try {
    await waitFor('the registry to answer', async () => {
      if (!program.running()) throw new Error(`docker-registry ended: ${program.log().slice(-1000)}`)
      return fetch(`${url}/v2/`).then(
        () => true,
        // A certificate that is not trusted here comes from a registry that answers.
        (error: unknown) => tls !== undefined && !JSON.stringify(Object(error).cause ?? {}).includes('ECONNREFUSED'),
      )
    })
  } catch (error) {
    await stop()
    throw error
  }
  return { host, url, folder: folder.path, log: program.log, stop }
}
