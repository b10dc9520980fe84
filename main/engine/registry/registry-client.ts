import { SlipwayError } from '../../../preload/contract/explained.ts'
import { Secret } from '../../secret.ts'
import { type Challenge, parseChallenge } from './challenge.ts'
import { isLoopback } from './endpoint.ts'
import { fetchLimited, type LimitedAnswer } from './fetch-limited.ts'
import {
  isCertificateFailure,
  registryCertificate,
  registryJson,
  registryRefusal,
  registryUnreachable,
} from './registry-failures.ts'
import { type TriedLogin, withLoginProblem } from './try-login.ts'

/** Most bytes of a token service's answer. */
const tokenLimit = 64 * 1024
/** Name by which we ask for tokens (distribution token specification, `client_id`). */
const clientId = 'slipway'

/** Asks one registry's HTTP API v2 (opencontainers/distribution-spec), reading only. */
export class RegistryClient {
  readonly #endpoints: string[]
  readonly #tried: TriedLogin
  readonly #signal: AbortSignal
  #endpoint: string | null = null
  readonly #authorizations = new Map<string, Secret>()

  /** `endpoints` are tried in order until one answers; `signal` ends every request. */
  constructor(endpoints: string[], tried: TriedLogin, signal: AbortSignal) {
    this.#endpoints = endpoints
    this.#tried = tried
    this.#signal = signal
  }

  /** A login is used there. */
  get signedIn(): boolean {
    return this.#tried.login !== null
  }

  /**
   * Whether what answers has the API at all (distribution-spec, end-1): `/v2/` answers 200 or asks for a login. For after
   * an answer that another kind of server could have given as well.
   */
  async isRegistry(): Promise<boolean> {
    const answer = await this.#ask('/v2/', {}, tokenLimit)
    if (answer.headers.has('docker-distribution-api-version')) return true
    if (answer.status === 401) return answer.headers.has('www-authenticate')
    return answer.status === 200 && /^\s*(?:\{|$)/.test(answer.text)
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
    throw withLoginProblem(registryRefusal(answer), this.#tried)
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
        // Never plain HTTP instead: what is there speaks TLS, only with a certificate that is not trusted.
        if (isCertificateFailure(error)) throw registryCertificate(error)
        last = error
      }
    }
    throw last instanceof SlipwayError ? last : registryUnreachable(last)
  }

  #fetch(url: string, headers: Record<string, string>, limit: number): Promise<LimitedAnswer> {
    return fetchLimited(url, { headers, limit, signal: this.#signal })
  }

  async #authorize(challenge: Challenge, repository: string): Promise<Secret | null> {
    if (challenge.scheme === 'bearer') return this.#token(challenge, repository)
    if (this.#tried.login?.kind !== 'password') return null
    return new Secret(basic(this.#tried.login.username, this.#tried.login.password))
  }

  async #token(challenge: Challenge & { scheme: 'bearer' }, repository: string): Promise<Secret | null> {
    const realm = new URL(challenge.realm)
    const plain = realm.protocol !== 'https:'
    if (plain && !(this.#endpoint?.startsWith('http:') || isLoopback(realm.hostname))) {
      throw registryUnreachable(new Error('The registry names a token service without TLS'))
    }
    const scope = challenge.scope || (repository ? `repository:${repository}:pull` : 'registry:catalog:*')
    const answer =
      this.#tried.login?.kind === 'identity-token'
        ? await this.#refresh(realm, challenge.service, scope, this.#tried.login.token)
        : await this.#simpleToken(realm, challenge.service, scope)
    if (answer.status !== 200) throw withLoginProblem(registryRefusal(answer), this.#tried)
    const { token, access_token } = registryJson(answer.text) as { token?: unknown; access_token?: unknown }
    const text = typeof token === 'string' && token ? token : access_token
    return typeof text === 'string' && text ? new Secret(`Bearer ${text}`) : null
  }

  #simpleToken(realm: URL, service: string, scope: string): Promise<LimitedAnswer> {
    if (service) realm.searchParams.set('service', service)
    realm.searchParams.set('scope', scope)
    const { login } = this.#tried
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
