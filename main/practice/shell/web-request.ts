import type { ShellWorld, WebAnswer } from './world.ts'

/** What a request for an address came to inside a practice container; no address leads out of it. */
export type WebOutcome =
  | { readonly kind: 'answer'; readonly answer: WebAnswer; readonly host: string }
  | { readonly kind: 'unknown-name'; readonly host: string; readonly port: number }
  | { readonly kind: 'refused'; readonly host: string; readonly port: number }
  | { readonly kind: 'no-address' }

/** Asks a web server of the practice world. */
export function requestWeb(world: ShellWorld, text: string): WebOutcome {
  let url: URL
  try {
    url = new URL(/^[a-z][\w+.-]*:\/\//i.test(text) ? text : `http://${text}`)
  } catch {
    return { kind: 'no-address' }
  }
  const host = url.hostname
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  const address = /^localhost$/i.test(host)
    ? '127.0.0.1'
    : /^[\d.]+$|^\[/.test(host)
      ? host
      : host.toLowerCase() === world.hostName.toLowerCase()
        ? '127.0.0.1'
        : world.resolve(host)
  if (address === null) return { kind: 'unknown-name', host, port }
  const own = world.adapters.some(({ ipv4 }) => ipv4 === address)
  const site = url.protocol === 'http:' ? (world.site?.(own ? '127.0.0.1' : address, port) ?? null) : null
  return site ? { kind: 'answer', answer: site.get(url.pathname), host } : { kind: 'refused', host, port }
}
