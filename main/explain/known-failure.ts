import type { ExplainedAction } from '../../preload/contract/explained.ts'

/** What the failed call was about; it fills in names and gives the buttons something to act on. */
export interface About {
  machine?: string
  container?: string
  image?: string
}

/** A text of the table: fixed, or made from the match and from what the call was about. */
export type Wording = string | ((match: RegExpMatchArray | null, about: About) => string)

/**
 * One failure that we know. It is recognised by an error's `code` (errno, TLS) or by its text. Windows localises its own texts, so `matches` go for the engine's prefix and for hexadecimal codes.
 */
export interface KnownFailure {
  code: string
  errorCodes?: readonly string[]
  /** Any one of them. */
  matches?: readonly RegExp[]
  message: Wording
  cause: Wording
  remedy: Wording
  action?: (about: About, match: RegExpMatchArray | null) => ExplainedAction | undefined
}

export const retry = (): ExplainedAction => ({ kind: 'retry' })

export const reconnect = ({ machine }: About): ExplainedAction =>
  machine ? { kind: 'reconnect', machine } : { kind: 'retry' }

export const editConnection = ({ machine }: About): ExplainedAction | undefined =>
  machine ? { kind: 'edit-connection', machine } : undefined

export const copy = (label: string, text: string) => (): ExplainedAction => ({ kind: 'copy', label, text })

export const openLink = (label: string, url: string) => (): ExplainedAction => ({ kind: 'open-link', label, url })

export const stopContainer = ({ machine, container }: About): ExplainedAction | undefined =>
  machine && container ? { kind: 'stop-container', machine, container } : undefined
