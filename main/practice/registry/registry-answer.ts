import { type Catalogue, type Manifest, single } from '../engine/images/catalogue.ts'
import { configText, imageType, listType } from '../engine/images/manifest-text.ts'
import { accountAccepted } from '../engine/images/registry.ts'

/** What is asked of a practice registry; `host` is where it is reached, for its token service. */
export interface RegistryRequest {
  readonly method: string
  readonly url: URL
  readonly host: string
  /** The Authorization header, '' without. */
  readonly authorization: string
}

export interface RegistryAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The registries that have a practice copy. Docker Hub gives tokens, Microsoft's registry asks for nothing. */
export const practiceRegistries = ['mcr.microsoft.com', 'docker.io'] as const
export type PracticeRegistry = (typeof practiceRegistries)[number]

const json = 'application/json; charset=utf-8'

/** Answers as registries do (opencontainers/distribution-spec; distribution's token specification); reading only. */
export function registryAnswer(
  catalogue: Catalogue,
  registry: PracticeRegistry,
  request: RegistryRequest,
): RegistryAnswer {
  const { method, url } = request
  const path = decodeURI(url.pathname)
  if (method !== 'GET' && method !== 'HEAD') return failed(405, 'UNSUPPORTED', 'the operation is unsupported')
  if (registry === 'docker.io') {
    if (path === '/token') return giveToken(request)
    const scope = scopeOf(path)
    const known = readToken(request.authorization)
    // Docker Hub gives nobody its catalogue, whatever the token says.
    const allowed = scope === '' ? known !== null : path !== '/v2/_catalog' && known?.scope === scope
    if (path.startsWith('/v2/') && !allowed) return challenge(request, scope)
    const locked = [...(catalogue.get(`docker.io/${repositoryOf(path)}`)?.values() ?? [])].some((one) => one.locked)
    if (locked && !known?.user) return challenge(request, scope)
  }
  if (path === '/v2/') return answer(200, '{}')
  if (path === '/v2/_catalog') return listed(url, 'repositories', repositories(catalogue, registry))
  const name = repositoryOf(path)
  const tags = catalogue.get(`${registry}/${name}`)
  if (!name) return failed(404, 'NOT_FOUND', 'page not found')
  if (!tags) return failed(404, 'NAME_UNKNOWN', `repository "${name}" is not found`)
  const [, what = '', reference = ''] = path.slice(`/v2/${name}/`.length).match(/^(tags|manifests|blobs)\/(.+)$/) ?? []
  if (what === 'tags') return listed(url, 'tags', [...tags.keys()].sort(byBytes), { name })
  if (what === 'manifests') return manifestAnswer(tags, reference)
  return blobAnswer(tags, reference)
}

function repositories(catalogue: Catalogue, registry: PracticeRegistry): string[] {
  const start = `${registry}/`
  return [...catalogue.keys()]
    .flatMap((name) => (name.startsWith(start) ? [name.slice(start.length)] : []))
    .sort(byBytes)
}

/** As registries order their lists. */
function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A list, or with `n` a page of it behind `last`, with the way to the next one. */
function listed(url: URL, key: string, all: readonly string[], more: Record<string, string> = {}): RegistryAnswer {
  const n = url.searchParams.get('n')
  const count = n === null ? all.length : Number(n)
  if (!Number.isInteger(count) || count < 0) {
    return failed(400, 'PAGINATION_NUMBER_INVALID', 'invalid number of results requested')
  }
  const last = url.searchParams.get('last') ?? ''
  const rest = all.filter((name) => name > last)
  const page = rest.slice(0, count)
  const next = new URLSearchParams({ last: page.at(-1) ?? '', n: String(count) })
  const link: Record<string, string> =
    rest.length > page.length && page.length > 0 ? { link: `<${url.pathname}?${next}>; rel="next"` } : {}
  return answer(200, JSON.stringify({ ...more, [key]: page }), link)
}

function manifestAnswer(tags: ReadonlyMap<string, Manifest>, reference: string): RegistryAnswer {
  const tagged = tags.get(reference)
  if (tagged) return manifestOf(tagged)
  for (const manifest of tags.values()) {
    if (manifest.digest === reference) return manifestOf(manifest)
    const image = manifest.images.find((one) => one.digest === reference)
    if (image) return manifestOf(single(image))
    const { linux } = manifest
    if (linux?.digest === reference) return manifestOf({ digest: linux.digest, text: linux.text, list: false })
  }
  return failed(404, 'MANIFEST_UNKNOWN', `manifest tagged by "${reference}" is not found`)
}

function manifestOf({ digest, text, list }: Pick<Manifest, 'digest' | 'text' | 'list'>): RegistryAnswer {
  return answer(200, text, { 'content-type': list ? listType : imageType, 'docker-content-digest': digest })
}

/** Configurations only: of layers a practice registry knows nothing but digest and size. */
function blobAnswer(tags: ReadonlyMap<string, Manifest>, digest: string): RegistryAnswer {
  for (const { images, linux } of tags.values()) {
    const found = images.find(({ image }) => image.id === digest)
    if (found) return answer(200, configText(found.image), { 'content-type': 'application/octet-stream' })
    if (linux?.configDigest === digest) return answer(200, linux.config, { 'content-type': 'application/octet-stream' })
  }
  return failed(404, 'BLOB_UNKNOWN', 'blob unknown to registry')
}

function repositoryOf(path: string): string {
  return /^\/v2\/(.+)\/(?:tags\/list|manifests\/[^/]+|blobs\/[^/]+)$/.exec(path)?.[1] ?? ''
}

function scopeOf(path: string): string {
  if (path === '/v2/_catalog') return 'registry:catalog:*'
  const name = repositoryOf(path)
  return name ? `repository:${name}:pull` : ''
}

function challenge({ host }: RegistryRequest, scope: string): RegistryAnswer {
  const scoped = scope ? `,scope="${scope}"` : ''
  const header = `Bearer realm="http://${host}/token",service="registry.docker.io"${scoped}`
  const answered = failed(401, 'UNAUTHORIZED', 'authentication required')
  return { ...answered, headers: { ...answered.headers, 'www-authenticate': header } }
}

function giveToken({ url, authorization }: RegistryRequest): RegistryAnswer {
  const [, login = ''] = /^Basic\s+(\S+)$/i.exec(authorization) ?? []
  const [user = '', ...rest] = Buffer.from(login, 'base64').toString('utf8').split(':')
  if (login && !accountAccepted({ user, password: rest.join(':') })) {
    return answer(401, JSON.stringify({ details: 'incorrect username or password' }))
  }
  const token = Buffer.from(JSON.stringify({ scope: url.searchParams.get('scope') ?? '', user })).toString('base64url')
  return answer(200, JSON.stringify({ token, access_token: token, expires_in: 300 }))
}

/** Practice tokens are readable by anybody; there is nothing behind them to protect. */
function readToken(authorization: string): { scope: string; user: string } | null {
  const [, token] = /^Bearer\s+(\S+)$/i.exec(authorization) ?? []
  if (!token) return null
  try {
    const read: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
    const { scope, user } = Object(read)
    return { scope: String(scope ?? ''), user: String(user ?? '') }
  } catch {
    return null
  }
}

function answer(status: number, body: string, headers: Record<string, string> = {}): RegistryAnswer {
  return {
    status,
    body,
    headers: { 'content-type': json, 'docker-distribution-api-version': 'registry/2.0', ...headers },
  }
}

function failed(status: number, code: string, message: string): RegistryAnswer {
  return answer(status, JSON.stringify({ errors: [{ code, message }] }))
}
