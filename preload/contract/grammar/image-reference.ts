import { type Parsed, refused, understood } from './parsed.ts'

// The grammar of github.com/distribution/reference (regexp.go), which the docker CLI and the engine share.
const separator = '(?:[._]|__|-+)'
const pathComponent = `[a-z0-9]+(?:${separator}[a-z0-9]+)*`
const domainComponent = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])'
const domain = `(?:${domainComponent}(?:\\.${domainComponent})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`
const path = `${pathComponent}(?:/${pathComponent})*`
const tag = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}'
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}'
const referencePattern = new RegExp(`^((?:(${domain})/)?(${path}))(?::(${tag}))?(?:@(${digest}))?$`)
const tagPattern = new RegExp(`^${tag}$`)
const digestLength: Record<string, number> = { sha256: 64, sha384: 96, sha512: 128 }

/** The longest repository name, registry included, in characters (reference.RepositoryNameTotalLengthMax). */
const longestName = 255
const defaultRegistry = 'docker.io'
const officialPrefix = 'library/'

/** A reference as written, before the CLI's defaults are added; `repository` includes the domain. */
export type WrittenReference = { repository: string; domain?: string; path: string; tag?: string; digest?: string }

/** A reference as the engine understands it. `familiar` is how the CLI shows it, `canonical` is whole. */
export type ImageReference = {
  /** Registry host and port; `docker.io` where none was written. */
  registry: string
  /** Path below the registry; `library/NAME` for official images. */
  repository: string
  tag?: string
  digest?: string
  familiar: string
  canonical: string
}

/** Reads a reference exactly as written (distribution/reference `Parse`). */
export function parseWrittenReference(text: string): Parsed<WrittenReference> {
  const match = referencePattern.exec(text)
  if (!match) return refused(...explain(text))
  const [, repository = '', domainPart, pathPart = '', tagPart, digestPart] = match
  if (repository.length > longestName) {
    return refused(`The repository name is too long: at most ${longestName} characters`, repository.length)
  }
  if (digestPart) {
    const at = text.length - digestPart.length
    const problem = digestProblem(digestPart)
    if (problem) return refused(problem, at)
  }
  return understood({
    repository,
    path: pathPart,
    ...(domainPart && { domain: domainPart }),
    ...(tagPart && { tag: tagPart }),
    ...(digestPart && { digest: digestPart }),
  })
}

/**
 * Reads a reference as the docker CLI does: `docker.io` and `library/` are filled in, and `canonical` carries `latest`
 * when neither tag nor digest was written (distribution/reference `ParseNormalizedNamed` and `TagNameOnly`).
 */
export function parseImageReference(text: string): Parsed<ImageReference> {
  if (/^[a-f0-9]{64}$/.test(text)) {
    return refused('64 hexadecimal digits are an image ID, not a repository name')
  }
  const { registry, rest } = splitRegistry(text)
  const written = parseWrittenReference(text)
  // A first part with capitals is a registry host, so only the part below it has to be lower case.
  const whole = parseWrittenReference(`${registry}/${rest}`)
  if (!whole.ok) return written.ok ? refused(whole.problem.message, whole.problem.at) : written
  const { path: repository, tag: tagPart, digest: digestPart } = whole.value
  if (whole.value.domain !== registry) return refused('The registry is not a host name', 0)
  const suffix = `${tagPart ? `:${tagPart}` : ''}${digestPart ? `@${digestPart}` : ''}`
  return understood({
    registry,
    repository,
    ...(tagPart && { tag: tagPart }),
    ...(digestPart && { digest: digestPart }),
    familiar: `${familiarName(registry, repository)}${suffix}`,
    canonical: `${registry}/${repository}${suffix || ':latest'}`,
  })
}

/** The canonical form of a reference, or undefined when it is not one. */
export function normaliseImageReference(text: string): string | undefined {
  const parsed = parseImageReference(text)
  return parsed.ok ? parsed.value.canonical : undefined
}

/** The name the CLI shows for a repository: without `docker.io` and, for official images, without `library/`. */
export function familiarName(registry: string, repository: string): string {
  if (registry !== defaultRegistry) return `${registry}/${repository}`
  const rest = repository.startsWith(officialPrefix) ? repository.slice(officialPrefix.length) : ''
  return rest && !rest.includes('/') ? rest : repository
}

/** Checks one tag, without a repository, as it is typed. */
export function parseTag(text: string): Parsed<string> {
  if (tagPattern.test(text)) return understood(text)
  if (text === '') return refused('A tag cannot be empty')
  if (text.length > 128) return refused('A tag has at most 128 characters', 128)
  const at = /^[.-]/.test(text) ? 0 : Math.max(text.search(/[^A-Za-z0-9_.-]/), 0)
  return refused(
    at === 0 && /^[.-]/.test(text)
      ? 'A tag cannot begin with a full stop or a hyphen'
      : `A tag cannot contain "${text.charAt(at)}": letters, digits, _ . and - are allowed`,
    at,
  )
}

function splitRegistry(text: string): { registry: string; rest: string } {
  const slash = text.indexOf('/')
  const first = slash < 0 ? '' : text.slice(0, slash)
  const isRegistry = first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first
  let registry = isRegistry ? first : defaultRegistry
  let rest = isRegistry ? text.slice(slash + 1) : text
  if (registry === 'index.docker.io') registry = defaultRegistry
  if (registry === defaultRegistry && !rest.includes('/')) rest = `${officialPrefix}${rest}`
  return { registry, rest }
}

function digestProblem(text: string): string | undefined {
  const colon = text.indexOf(':')
  const algorithm = text.slice(0, colon)
  const hex = text.slice(colon + 1)
  const length = digestLength[algorithm]
  if (!length) return `The digest algorithm "${algorithm}" is not supported`
  if (hex.length !== length) return `The digest has an invalid length: ${algorithm} has ${length} digits`
  return /^[a-f0-9]+$/.test(hex) ? undefined : 'The digest must be written in lower case'
}

function explain(text: string): [message: string, at: number] {
  if (text === '') return ['The image name is empty', 0]
  if (referencePattern.test(text.toLowerCase())) {
    const name = text.split('@', 1)[0] ?? ''
    // The capital that is at fault stands in the path; the registry host and the tag may have them.
    const from = name.includes('/') && /[.:]/.test(name.split('/', 1)[0] ?? '') ? name.indexOf('/') : 0
    return ['The repository name must be in lower case', from + Math.max(name.slice(from).search(/[A-Z]/), 0)]
  }
  const tagged = tagProblem(text)
  if (tagged) return tagged
  const at = firstOffence(text)
  const sign = text.charAt(at)
  return [
    sign ? `This is not an image reference: "${sign}" cannot stand here` : 'This image reference is not complete',
    at,
  ]
}

/** What is wrong with the tag of a name that is right. */
function tagProblem(text: string): [message: string, at: number] | null {
  const colon = text.indexOf(':', text.lastIndexOf('/') + 1)
  if (colon < 0 || !referencePattern.test(text.slice(0, colon))) return null
  const tag = parseTag(text.slice(colon + 1).split('@', 1)[0] ?? '')
  return tag.ok ? null : [tag.problem.message, colon + 1 + tag.problem.at]
}

/** The end of the longest beginning that some valid reference has. */
function firstOffence(text: string): number {
  const endings = ['', 'a', 'a/a', ']/a', '0]/a', '/a', `sha256:${'0'.repeat(64)}`, `:${'0'.repeat(64)}`]
  for (let end = Math.min(text.length, 512); end > 0; end--) {
    const start = text.slice(0, end)
    if (endings.some((ending) => referencePattern.test(start + ending))) return end
  }
  return 0
}
