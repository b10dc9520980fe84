import { BlockList, isIP } from 'node:net'
import { isLoopback } from './endpoint.ts'

/** The variables that name proxies; on Windows `process.env` reads them in either case. */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>

/**
 * The proxy for an address, from HTTPS_PROXY, HTTP_PROXY and NO_PROXY (lower case as well, which goes first), read as
 * docker reads them (golang.org/x/net/http/httpproxy): this machine itself is never asked through a proxy, and a proxy
 * without a scheme speaks HTTP. Null: ask directly. Throws an Error for a proxy that is no HTTP proxy; its password is
 * never in the message.
 */
export function proxyFor(address: URL, environment: ProxyEnvironment): URL | null {
  const read = (name: string) => environment[name.toLowerCase()] || environment[name.toUpperCase()] || ''
  const name = address.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
  const text = read(name).trim()
  const host = address.hostname.replace(/^\[|\]$/g, '').toLowerCase()
  if (text === '' || isLoopback(host) || isExcepted(host, portOf(address), read('NO_PROXY'))) return null
  const url = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`
  const proxy = parse(url)
  if (proxy === null) throw new Error(`${name} is not an address`)
  if (!/^https?:$/.test(proxy.protocol))
    throw new Error(`${name} names a ${proxy.protocol} proxy; only HTTP ones are used`)
  return proxy
}

/** `URL.canParse` came with Node 18.17. */
function parse(url: string): URL | null {
  try {
    return new URL(url)
  } catch {
    return null
  }
}

/** `*`, a name with all below it, `.name` for those below it alone, an address, a network; each with a port or without. */
function isExcepted(host: string, port: string, list: string): boolean {
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && matches(entry, host, port))
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true
  const network = /^([^/]+)\/(\d+)$/.exec(entry)
  if (network) return holds(network[1] ?? '', Number(network[2]), host)
  const [, bare = entry, ownPort] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? []
  if (ownPort !== undefined && ownPort !== port) return false
  const name = bare.replace(/^\[|\]$/g, '').replace(/^\*(?=\.)/, '')
  if (isIP(name)) return name === host
  return name.startsWith('.') ? host.endsWith(name) : host === name || host.endsWith(`.${name}`)
}

function holds(network: string, bits: number, host: string): boolean {
  const version = isIP(network)
  if (version === 0 || isIP(host) !== version || bits > (version === 4 ? 32 : 128)) return false
  const list = new BlockList()
  const family = version === 6 ? 'ipv6' : 'ipv4'
  list.addSubnet(network, bits, family)
  return list.check(host, family)
}

function portOf({ port, protocol }: URL): string {
  return port || (protocol === 'https:' ? '443' : '80')
}
