import { LinkRefused } from './connection.ts'

const KEPT_AS = 'slipway.session'

const refused = (detail: string) =>
  new LinkRefused({
    code: 'session-refused',
    message: 'This page has no session with Slipway.',
    cause: 'The address works once, for one browser tab, and ends with the program that printed it.',
    remedy: 'Run slipway serve again, or copy the newest address it printed, and open that.',
    detail,
  })

/** Takes the one-time token out of the address at once, so that it is neither in the history nor in a bookmark. */
function takeToken(): string | null {
  const token = /^#token=([\w-]+)$/.exec(location.hash)?.[1] ?? null
  if (token) history.replaceState(null, '', `${location.pathname}${location.search}`)
  return token
}

// Read when the script starts, before the router looks at the address.
let token = takeToken()

/** A fresh address pasted into the tab of an old one changes the fragment only: the page begins anew with it. */
function onPastedAddress(event: Event): void {
  if (!/^#token=/.test(location.hash)) return
  event.stopImmediatePropagation()
  location.reload()
}

// When the script starts, before the router, which would look for a page of that name. Unit tests have no window.
if (typeof window !== 'undefined') {
  window.addEventListener('popstate', onPastedAddress)
  window.addEventListener('hashchange', onPastedAddress)
}

/**
 * The session's own token: kept for this tab (sessionStorage, never a cookie, which other servers on this host would
 * be sent too), or got for the one-time token of the address.
 */
export async function openSession(): Promise<string> {
  if (token) {
    const answer = await fetch('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    })
    token = null
    if (!answer.ok) {
      const kept = sessionStorage.getItem(KEPT_AS)
      if (kept) return kept
      throw refused(`POST /session answered ${answer.status}`)
    }
    const { session } = (await answer.json()) as { session: string }
    sessionStorage.setItem(KEPT_AS, session)
  }
  const session = sessionStorage.getItem(KEPT_AS)
  if (!session) throw refused('No token in the address and no session in this tab.')
  return session
}

/** Forgets a session that the server does not know any more. */
export function forgetSession(): LinkRefused {
  sessionStorage.removeItem(KEPT_AS)
  return refused('The server is there and refused the session.')
}

/** What a request of its own (an upload) carries to show its session; nothing in the window, which needs none. */
export function sessionHeaders(): Record<string, string> {
  const session = sessionStorage.getItem(KEPT_AS)
  return session ? { authorization: `Bearer ${session}` } : {}
}
