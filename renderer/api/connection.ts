import type { ClientContext, ClientLink } from '@orpc/client'
import type { Explained } from '../../preload/contract/explained.ts'

/** The page's end of the binary duplex. */
export interface ChannelPort {
  send(frame: Uint8Array<ArrayBuffer>): void
  /** Set by the reader; called with each whole frame. */
  onFrame: ((bytes: Uint8Array<ArrayBuffer>) => void) | null
}

/** One living link to main: calls, bytes, and a promise that resolves when it is gone. */
export interface Connection {
  calls: ClientLink<ClientContext>
  channels: ChannelPort
  closed: Promise<void>
}

/** Makes one attempt; throws `LinkRefused` when trying again would be of no use. */
export type Dial = () => Promise<Connection>

/** Main answered and will not have this page: a used address, an ended session. */
export class LinkRefused extends Error {
  readonly explained: Explained
  constructor(explained: Explained) {
    super(explained.message)
    this.name = 'LinkRefused'
    this.explained = explained
  }
}
