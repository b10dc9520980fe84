import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Wrong tokens allowed at once, and how long one of these comes back after. */
const WRONG_ALLOWED = 5
const WRONG_BACK_AFTER_MS = 10_000
/** A one-time token not used within this time is void. */
const TOKEN_GOOD_FOR_MS = 10 * 60_000

const hash = (text: string) => createHash('sha256').update(text).digest()

export type Exchange = { ok: true; session: string } | { ok: false; reason: 'wrong' | 'too-many' }

/**
 * One-time tokens and the sessions made from them. A token comes in the URL's fragment, which no server or log sees,
 * and is good once. The session lives in the page's sessionStorage, bound to scheme, host *and* port, and travels as a
 * WebSocket subprotocol: unlike a cookie, no other server on this host is ever handed it.
 */
export class Sessions {
  #tokens: { hash: Buffer; expires: number }[] = []
  readonly #sessions: Buffer[] = []
  #wrong = 0
  #wrongSince = 0
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** A fresh token of 256 bits for one exchange within ten minutes. */
  makeToken(): string {
    const token = randomBytes(32).toString('base64url')
    this.#tokens.push({ hash: hash(token), expires: this.#now() + TOKEN_GOOD_FOR_MS })
    return token
  }

  /** Takes a token for a session. Too many wrong ones close the exchange for a while, for right ones too. */
  exchange(token: string): Exchange {
    const now = this.#now()
    this.#wrong = Math.max(0, this.#wrong - Math.floor((now - this.#wrongSince) / WRONG_BACK_AFTER_MS))
    if (this.#wrong >= WRONG_ALLOWED) return { ok: false, reason: 'too-many' }
    const given = hash(token)
    this.#tokens = this.#tokens.filter((candidate) => candidate.expires > now)
    const at = this.#tokens.findIndex((candidate) => timingSafeEqual(candidate.hash, given))
    if (at < 0) {
      this.#wrong += 1
      this.#wrongSince = now
      return { ok: false, reason: 'wrong' }
    }
    this.#tokens.splice(at, 1)
    const session = randomBytes(32).toString('base64url')
    this.#sessions.push(hash(session))
    return { ok: true, session }
  }

  /** Whether this is a session of ours, compared in constant time. */
  knows(session: string): boolean {
    const given = hash(session)
    let known = false
    for (const candidate of this.#sessions) known = timingSafeEqual(candidate, given) || known
    return known
  }
}
