import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { SlipwayError } from '../../../preload/contract/explained.ts'
import { askHelper } from './credential-helper.ts'
import { loginKey, makeLogin, type RegistryLogin } from './login.ts'

/** The parts of ~/.docker/config.json that tell how to sign in (docker/cli cli/config/configfile). */
const configSchema = z.object({
  auths: z
    .record(
      z.string(),
      z.object({
        auth: z.string().optional(),
        username: z.string().optional(),
        password: z.string().optional(),
        identitytoken: z.string().optional(),
      }),
    )
    .nullish(),
  credsStore: z.string().optional(),
  credHelpers: z.record(z.string(), z.string()).nullish(),
})

/** Where the logins of registries come from. Slipway keeps none itself: Docker's own helpers and file are read. */
export interface Credentials {
  /** The login for a registry host (`docker.io`, `host:5000`); null when nobody signed in there. */
  forRegistry(registry: string, signal?: AbortSignal): Promise<RegistryLogin | null>
}

/**
 * The docker CLI's logins, in its order: a helper for this registry, the default store, then the plain file. Read anew
 * each time, so that a `docker login` beside us counts at once.
 */
export class DockerCredentials implements Credentials {
  readonly #folder: string
  readonly #env: NodeJS.ProcessEnv

  /** `folder` is Docker's configuration folder: DOCKER_CONFIG, else `.docker` in the home folder. */
  constructor(options: { folder?: string; env?: NodeJS.ProcessEnv } = {}) {
    this.#env = options.env ?? process.env
    this.#folder = options.folder ?? (this.#env.DOCKER_CONFIG || join(homedir(), '.docker'))
  }

  async forRegistry(registry: string, signal?: AbortSignal): Promise<RegistryLogin | null> {
    const config = await this.#read()
    const key = loginKey(registry)
    const helper = config.credHelpers?.[key] ?? config.credHelpers?.[registry] ?? config.credsStore
    if (helper) {
      const options = { env: this.#env, ...(signal && { signal }) }
      const login = await askHelper(helper, key, options)
      if (login) return login
    }
    return fromFile(config.auths ?? {}, key)
  }

  async #read(): Promise<z.infer<typeof configSchema>> {
    const path = join(this.#folder, 'config.json')
    let text: string
    try {
      text = await readFile(path, 'utf8')
    } catch {
      return {}
    }
    let json: unknown
    try {
      json = JSON.parse(text.replace(/^\uFEFF/, ''))
    } catch {
      json = null
    }
    const parsed = configSchema.safeParse(json)
    if (parsed.success) return parsed.data
    // The parser's own message would quote the file, and with it a password.
    throw new SlipwayError({
      code: 'docker-config-unreadable',
      message: `Docker\u2019s configuration file ${path} cannot be understood.`,
      cause: 'It is not valid JSON, or a part of it has another shape than Docker gives it.',
      remedy: 'Correct the file; docker login reports what is wrong with it.',
    })
  }
}

type Auths = NonNullable<z.infer<typeof configSchema>['auths']>

function fromFile(auths: Auths, key: string): RegistryLogin | null {
  const found = auths[key] ?? Object.entries(auths).find(([name]) => hostOf(name) === hostOf(key))?.[1]
  if (!found) return null
  if (found.auth) {
    const [username = '', ...rest] = Buffer.from(found.auth, 'base64').toString('utf8').split(':')
    return makeLogin(username, rest.join(':').replace(/\0+$/, ''), found.identitytoken)
  }
  return makeLogin(found.username ?? '', found.password ?? '', found.identitytoken)
}

/** Older CLIs kept whole addresses: `https://host/v1/` means the host (docker/cli ConvertToHostname). */
function hostOf(name: string): string {
  return name.replace(/^https?:\/\//, '').split('/', 1)[0] ?? name
}

/** The logins of this user's docker CLI. */
export function createCredentials(): Credentials {
  return new DockerCredentials()
}
