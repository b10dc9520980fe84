import { EngineError } from '../route.ts'

/** A reference as the engine reads it. */
export interface Reference {
  /** `docker.io`, `mcr.microsoft.com`, `localhost:5000`. */
  readonly domain: string
  /** Without the domain: `library/hello-world`, `windows/nanoserver`. */
  readonly path: string
  readonly tag: string | null
  /** `sha256:…` */
  readonly digest: string | null
  /** As the engine shows it: `hello-world`, `mcr.microsoft.com/windows/nanoserver`. */
  readonly familiar: string
}

const invalid = 'invalid reference format'
const component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/
const domainForm =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]+)?$/
const tagForm = /^\w[\w.-]{0,127}$/

/** Reads a reference; throws an EngineError 400 with the engine's text. */
export function parseReference(text: string): Reference {
  if (/^[0-9a-f]{64}$/.test(text)) {
    throw new EngineError(400, `invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`)
  }
  let rest = text
  let digest: string | null = null
  const at = rest.indexOf('@')
  if (at >= 0) {
    digest = rest.slice(at + 1)
    rest = rest.slice(0, at)
    if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new EngineError(400, invalid)
  }
  let tag: string | null = null
  const colon = rest.lastIndexOf(':')
  if (colon > rest.lastIndexOf('/')) {
    tag = rest.slice(colon + 1)
    rest = rest.slice(0, colon)
    if (!tagForm.test(tag)) throw new EngineError(400, invalid)
  }
  const slash = rest.indexOf('/')
  const first = slash < 0 ? '' : rest.slice(0, slash)
  const named = first !== '' && (/[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first)
  let domain = named ? first : 'docker.io'
  let path = named ? rest.slice(slash + 1) : rest
  if (domain === 'index.docker.io') domain = 'docker.io'
  if (path.toLowerCase() !== path) throw new EngineError(400, `${invalid}: repository name must be lowercase`)
  if (!domainForm.test(domain) || path.length > 255 || !path.split('/').every((part) => component.test(part))) {
    throw new EngineError(400, invalid)
  }
  if (domain === 'docker.io' && !path.includes('/')) path = `library/${path}`
  return { domain, path, tag, digest, familiar: familiarName(domain, path) }
}

/** `name:tag` or `name@digest`, `latest` when the reference has neither. */
export function referenceText(reference: Reference): string {
  if (reference.digest) return `${reference.familiar}@${reference.digest}`
  return `${reference.familiar}:${reference.tag ?? 'latest'}`
}

function familiarName(domain: string, path: string): string {
  if (domain !== 'docker.io') return `${domain}/${path}`
  return path.startsWith('library/') && !path.slice(8).includes('/') ? path.slice(8) : path
}

/** The name of `name:tag` or `name@digest` as the store keeps them. */
export function nameOf(stored: string): string {
  const at = stored.indexOf('@')
  return at >= 0 ? stored.slice(0, at) : stored.slice(0, stored.lastIndexOf(':'))
}
