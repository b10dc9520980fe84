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

/** No answer at all, or none that could be used. */
export function registryUnreachable(error: unknown): SlipwayError {
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
