import { SlipwayError } from '../../../preload/contract/explained.ts'
import { fromTable } from '../../explain/explain.ts'
import { Secret } from '../../secret.ts'
import { type Challenge, parseChallenge } from './challenge.ts'
import { isLoopback } from './endpoint.ts'
import { fetchLimited, type LimitedAnswer } from './fetch-limited.ts'
import type { RegistryLogin } from './login.ts'

/** Most bytes of a token service's answer. */
const tokenLimit = 64 * 1024
/** Name by which we ask for tokens (distribution token specification, `client_id`). */
const clientId = 'slipway'

/** Asks one registry's HTTP API v2 (opencontainers/distribution-spec), reading only. */
export class RegistryClient {
  readonly #endpoints: string[]
  readonly #login: RegistryLogin | null
  readonly #signal: AbortSignal
  #endpoint: string | null = null
  readonly #authorizations = new Map<string, Secret>()

  /** `endpoints` are tried in order until one answers; `signal` ends every request. */
  constructor(endpoints: string[], login: RegistryLogin | null, signal: AbortSignal) {
    this.#endpoints = endpoints
    this.#login = login
    this.#signal = signal
  }

  /**
   * GET below `/v2/`; signs in when the registry asks for it. Throws `registry-unauthorized`, `image-not-found`,
   * `registry-rate-limit` or `registry-unreachable`; other answers than 200 become `registry-answer`.
   */
  async get(path: string, options: { accept?: string[]; limit: number }): Promise<LimitedAnswer> {
    const headers: Record<string, string> = options.accept ? { accept: options.accept.join(', ') } : {}
    const repository = repositoryOf(path)
    const known = this.#authorizations.get(repository)
    let answer = await this.#ask(path, { ...headers, ...(known && { authorization: known.reveal() }) }, options.limit)
    if (answer.status === 401) {
      const challenge = parseChallenge(answer.headers.get('www-authenticate') ?? '')
      const authorization = challenge && (await this.#authorize(challenge, repository))
      if (authorization) {
        this.#authorizations.set(repository, authorization)
        answer = await this.#ask(path, { ...headers, authorization: authorization.reveal() }, options.limit)
      }
    }
    if (answer.status === 200) return answer
    throw refusal(answer)
  }

  async #ask(path: string, headers: Record<string, string>, limit: number): Promise<LimitedAnswer> {
    if (this.#endpoint !== null) return this.#fetch(`${this.#endpoint}${path}`, headers, limit)
    let last: unknown
    for (const endpoint of this.#endpoints) {
      try {
        const answer = await this.#fetch(`${endpoint}${path}`, headers, limit)
        this.#endpoint = endpoint
        return answer
      } catch (error) {
        this.#signal.throwIfAborted()
        last = error
      }
    }
    throw unreachable(last)
  }

  #fetch(url: string, headers: Record<string, string>, limit: number): Promise<LimitedAnswer> {
    return fetchLimited(url, { headers, limit, signal: this.#signal })
  }

  async #authorize(challenge: Challenge, repository: string): Promise<Secret | null> {
    if (challenge.scheme === 'bearer') return this.#token(challenge, repository)
    if (this.#login?.kind !== 'password') return null
    return new Secret(basic(this.#login.username, this.#login.password))
  }

  async #token(challenge: Challenge & { scheme: 'bearer' }, repository: string): Promise<Secret | null> {
    const realm = new URL(challenge.realm)
    const plain = realm.protocol !== 'https:'
    if (plain && !(this.#endpoint?.startsWith('http:') || isLoopback(realm.hostname))) {
      throw unreachable(new Error('The registry names a token service without TLS'))
    }
    const scope = challenge.scope || `repository:${repository}:pull`
    const answer =
      this.#login?.kind === 'identity-token'
        ? await this.#refresh(realm, challenge.service, scope, this.#login.token)
        : await this.#simpleToken(realm, challenge.service, scope)
    if (answer.status !== 200) throw refusal(answer)
    const { token, access_token } = JSON.parse(answer.text) as { token?: unknown; access_token?: unknown }
    const text = typeof token === 'string' && token ? token : access_token
    return typeof text === 'string' && text ? new Secret(`Bearer ${text}`) : null
  }

  #simpleToken(realm: URL, service: string, scope: string): Promise<LimitedAnswer> {
    if (service) realm.searchParams.set('service', service)
    realm.searchParams.set('scope', scope)
    const login = this.#login
    const headers: Record<string, string> =
      login?.kind === 'password' ? { authorization: basic(login.username, login.password) } : {}
    return fetchLimited(realm.href, { headers, limit: tokenLimit, signal: this.#signal })
  }

  #refresh(realm: URL, service: string, scope: string, token: Secret): Promise<LimitedAnswer> {
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: token.reveal(),
      service,
      scope,
      client_id: clientId,
    })
    return fetchLimited(realm.href, { method: 'POST', body, limit: tokenLimit, signal: this.#signal })
  }
}

function basic(username: string, password: Secret): string {
  return `Basic ${Buffer.from(`${username}:${password.reveal()}`).toString('base64')}`
}

function repositoryOf(path: string): string {
  return /^\/v2\/(.+?)\/(?:manifests|blobs|tags)\//.exec(path)?.[1] ?? ''
}

function refusal({ status, text, url }: LimitedAnswer): SlipwayError {
  const detail = `${status} from ${new URL(url).host}: ${text.slice(0, 500)}`
  if (status === 401 || status === 403) return new SlipwayError(fromTable('registry-unauthorized', detail))
  if (status === 404) return new SlipwayError(fromTable('image-not-found', detail))
  if (status === 429) return new SlipwayError(fromTable('registry-rate-limit', detail))
  return new SlipwayError({
    code: 'registry-answer',
    message: `The registry answered with status ${status}.`,
    cause: 'It is broken or busy, or no registry listens at this address.',
    remedy: 'Try again; ask whoever runs the registry if it stays.',
    detail,
    action: { kind: 'retry' },
  })
}

function unreachable(error: unknown): SlipwayError {
  const { message, cause } = error instanceof Error ? error : { message: String(error), cause: undefined }
  const detail = cause instanceof Error ? `${message}: ${cause.message}` : message
  return new SlipwayError({
    code: 'registry-unreachable',
    message: 'This computer cannot reach the registry.',
    cause: 'No route, no name resolution, a proxy, or a certificate that this computer does not trust.',
    remedy: 'The pull itself goes through the engine, which may reach it. Start it, or check name and network first.',
    detail,
    action: { kind: 'retry' },
  })
}
