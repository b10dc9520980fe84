import { ORPCError } from '@orpc/client'
import type { Explained } from '../../preload/contract/explained.ts'

export const LINK_LOST: Explained = {
  code: 'link-lost',
  message: 'The link to Slipway is down.',
  cause: 'The program that serves this page stopped or cannot be reached.',
  remedy: 'The page connects again by itself. If it does not, start Slipway again.',
  detail: '',
}

/** A failure that the page itself found, already explained. */
export class PageError extends Error {
  readonly explained: Explained
  constructor(explained: Explained) {
    super(explained.message)
    this.name = 'PageError'
    this.explained = explained
  }
}

function isExplained(value: unknown): value is Explained {
  return typeof value === 'object' && value !== null && 'code' in value && 'remedy' in value && 'message' in value
}

/** Any thrown value as what the error panel shows. */
export function toExplained(error: unknown): Explained {
  if (error instanceof PageError) return error.explained
  if (error instanceof ORPCError) {
    if (isExplained(error.data)) return error.data
    return {
      code: error.code.toLowerCase().replaceAll('_', '-'),
      message: error.code === 'BAD_REQUEST' ? 'Slipway did not accept this input.' : 'Slipway could not do this.',
      cause: error.code === 'BAD_REQUEST' ? issuesOf(error.data) : '',
      remedy: error.code === 'BAD_REQUEST' ? 'Check the fields and try again.' : 'Try again.',
      detail: detailOf(error.message, error.data),
    }
  }
  const text = error instanceof Error ? error.message : String(error)
  if (/ClientPeer|WebSocket is not open|peer was closed/i.test(text)) return { ...LINK_LOST, detail: text }
  return {
    code: 'internal',
    message: 'Something went wrong in this page.',
    cause: '',
    remedy: 'Try again.',
    detail: text,
  }
}

/** What the contract's schemas say is wrong, each once. */
function issuesOf(data: unknown): string {
  const issues: unknown = typeof data === 'object' && data !== null && 'issues' in data ? data.issues : null
  if (!Array.isArray(issues)) return ''
  const messages = issues.flatMap((issue: unknown) =>
    typeof issue === 'object' && issue !== null && 'message' in issue ? [String(issue.message)] : [],
  )
  return [...new Set(messages)].join(' ')
}

function detailOf(message: string, data: unknown): string {
  return data === undefined ? message : `${message}\n${JSON.stringify(data, null, 2)}`
}

/** True for the ends that the page caused itself: leaving, cancelling. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
