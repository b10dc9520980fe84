import { SlipwayError } from '../../../preload/contract/explained.ts'
import { fromTable } from '../../explain/explain.ts'
import type { LimitedAnswer } from './fetch-limited.ts'

/** An answer other than 200, by its kind. */
export function registryRefusal({ status, text, url }: LimitedAnswer): SlipwayError {
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

/** Codes by which Node names a certificate that it does not take (nodejs.org/api/tls.html, X509 certificate error codes). */
const certificateCode =
  /^(?:CERT_|CRL_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|UNABLE_TO_(?:GET_ISSUER|VERIFY_LEAF)|INVALID_CA|ERR_TLS_CERT)/

/** True when a request failed because of the other side's certificate. */
export function isCertificateFailure(error: unknown): boolean {
  const cause: unknown = error instanceof Error ? error.cause : null
  const code: unknown = cause instanceof Error && 'code' in cause ? cause.code : ''
  return certificateCode.test(String(code))
}

/** The registry's certificate is not trusted here; nothing was sent to it. */
export function registryCertificate(error: unknown): SlipwayError {
  const { explained } = registryUnreachable(error)
  return new SlipwayError({
    code: 'registry-certificate',
    message: 'This computer does not trust the registry’s certificate.',
    cause: 'It is signed by an authority that this computer does not know, has expired, or carries another name.',
    remedy:
      'Start Slipway with NODE_EXTRA_CA_CERTS naming the authority’s certificate. The pull goes through the engine, which trusts what is in its certs.d folder.',
    detail: explained.detail,
  })
}

/** The proxy on the way did not let the request through; `proxy` is its host and port. */
export function proxyRefused(proxy: string, status: number, reason: string): SlipwayError {
  const login = status === 407
  return new SlipwayError({
    code: 'registry-proxy',
    message: login ? `The proxy ${proxy} asks for a login.` : `The proxy ${proxy} does not let the registry through.`,
    cause: 'This computer’s HTTPS_PROXY or HTTP_PROXY names it as the way to the registry.',
    remedy: login
      ? 'Write the login into the variable, as http://NAME:PASSWORD@HOST:PORT, and start Slipway again. A pull goes through the engine, which has a proxy of its own.'
      : 'Ask whoever runs the proxy, or name the registry in NO_PROXY and start Slipway again. A pull goes through the engine, which has a proxy of its own.',
    detail: `${status} ${reason}`.trim(),
    action: { kind: 'retry' },
  })
}

/** No answer at all, or none that could be used. */
export function registryUnreachable(error: unknown): SlipwayError {
  const { message, cause } = error instanceof Error ? error : { message: String(error), cause: undefined }
  const detail = cause instanceof Error ? `${message}: ${cause.message}` : message
  return new SlipwayError({
    code: 'registry-unreachable',
    message: 'This computer cannot reach the registry.',
    cause: 'No route, no name resolution, a port at which nobody listens, or a proxy between.',
    remedy:
      'Check the name, the network and the proxy, which HTTPS_PROXY names when Slipway starts. A pull goes through the engine, which may reach it all the same.',
    detail,
    action: { kind: 'retry' },
  })
}

/** The time that all questions together may take has passed. */
export function registryTooSlow(): SlipwayError {
  return new SlipwayError({
    code: 'registry-too-slow',
    message: 'The registry did not answer this computer in time.',
    cause: 'It is busy, or a firewall or proxy between drops what is sent.',
    remedy: 'The pull itself goes through the engine, which may reach it better. Start it, or try again later.',
    action: { kind: 'retry' },
  })
}

/** An answer's text as JSON; what is no JSON comes from something that is no registry. */
export function registryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw notARegistry(text)
  }
}

/** An answer of 200 that is none of a registry's. */
export function notARegistry(text: string): SlipwayError {
  return new SlipwayError({
    code: 'registry-not-one',
    message: 'What answers at this address is not a registry.',
    cause: 'The host is another kind of server, or a proxy answers with a page of its own.',
    remedy: 'Check the host and the port of the name.',
    detail: text.slice(0, 500),
  })
}
