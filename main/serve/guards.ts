import type { X509Certificate } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/** Where the browser door listens, as far as its guards must know. */
export interface DoorAddress {
  port: number
  tls: boolean
  /** Names and addresses by which the person may reach it, as plainName writes them; `*.` stands for one label. */
  names: ReadonlySet<string>
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** True for 127.0.0.0/8, ::1 and the name localhost. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  if (bare === 'localhost') return true
  const family = isIP(bare)
  return family !== 0 && loopback.check(bare, family === 6 ? 'ipv6' : 'ipv4')
}

/** A host's name or address as guards compare it: lower case, no brackets, IPv6 in its short form. */
export function plainName(host: string): string {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  return isIP(bare) === 6 ? new URL(`http://[${bare}]`).hostname.slice(1, -1) : bare
}

/** The names of a certificate by which a door may be reached: DNS names, wildcards among them, and addresses. */
export function certificateNames({ subjectAltName }: X509Certificate): string[] {
  const names = (subjectAltName ?? '').split(/,\s*/)
  return names.flatMap((name) => /^(?:DNS|IP Address):(.+)$/.exec(name)?.[1] ?? []).map(plainName)
}

/** The names that reach a loopback door. */
export const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1'])

/**
 * True when the Host header is one of the door's own names with its port. Against DNS rebinding: a foreign name that
 * resolves to 127.0.0.1 brings its own Host header.
 */
export function hostIsOurs(header: string | undefined, address: DoorAddress): boolean {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?$/i.exec(header ?? '')
  if (!match?.[1]) return false
  const name = plainName(match[1])
  const port = match[2] ? Number(match[2]) : address.tls ? 443 : 80
  const byWildcard = isIP(name) === 0 && address.names.has(name.replace(/^[^.]+/, '*'))
  return port === address.port && (address.names.has(name) || byWildcard)
}

/** True when the Origin header is the very origin that the Host header names. */
export function originIsOurs(request: IncomingMessage, address: DoorAddress): boolean {
  const { origin, host } = request.headers
  if (!origin || !hostIsOurs(host, address)) return false
  return origin.toLowerCase() === `${address.tls ? 'https' : 'http'}://${host?.toLowerCase()}`
}

/** False for a sub-resource that another site asks for; a link that a person follows is let through. */
export function fetchSiteIsAllowed(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin' || site === 'none') return true
  return request.headers['sec-fetch-mode'] === 'navigate' && request.headers['sec-fetch-dest'] === 'document'
}

/** Headers of every answer of the browser door (and of app:// in the window). */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
}
