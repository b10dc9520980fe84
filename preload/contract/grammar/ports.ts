import { type Parsed, refused, understood } from './parsed.ts'

/** One published port. `hostPort` is absent for one the engine picks, and may be a range ("8000-8010") to pick from. */
export type PortMapping = {
  hostIp?: string
  hostPort?: string
  containerPort: number
  protocol: 'tcp' | 'udp' | 'sctp'
}

/** Reads one value of `docker run -p` (docker/go-connections nat.ParsePortSpec): a range becomes several mappings. */
export function parsePortSpec(text: string): Parsed<PortMapping[]> {
  const { ip, host, container: containerAndProtocol } = splitParts(text)
  const [container = '', protocolPart = '', extra] = containerAndProtocol.split('/')
  const containerAt = text.length - containerAndProtocol.length
  if (extra !== undefined) return refused('A port has one protocol: tcp, udp or sctp', text.lastIndexOf('/'))
  if (container === '') return refused('No container port is given', containerAt)
  const protocol = (protocolPart || 'tcp').toLowerCase()
  if (protocol !== 'tcp' && protocol !== 'udp' && protocol !== 'sctp') {
    return refused(`"${protocolPart}" is not a protocol: tcp, udp or sctp`, containerAt + container.length + 1)
  }
  const hostIp = stripBrackets(ip)
  if (hostIp === undefined || (hostIp !== '' && !isIpAddress(hostIp))) return refused(`"${ip}" is not an IP address`, 0)
  const inside = parseRange(container)
  if (!inside) return refused(`"${container}" is not a port or a range of ports (0 to 65535)`, containerAt)
  const outside = host === '' ? undefined : parseRange(host)
  if (host !== '' && !outside) {
    return refused(`"${host}" is not a port or a range of ports (0 to 65535)`, ip === '' ? 0 : ip.length + 1)
  }
  const single = inside.first === inside.last
  if (outside && !single && inside.last - inside.first !== outside.last - outside.first) {
    return refused(`The ranges ${host} and ${container} have different lengths`, 0)
  }
  const mappings: PortMapping[] = []
  for (let port = inside.first; port <= inside.last; port++) {
    const hostPort =
      outside && (single && outside.first !== outside.last ? host : `${outside.first + port - inside.first}`)
    mappings.push({ ...(hostIp && { hostIp }), ...(hostPort && { hostPort }), containerPort: port, protocol })
  }
  return understood(mappings)
}

/** Reads several `-p` values; the first problem ends it, its message led by the value it is about. */
export function parsePortSpecs(texts: readonly string[]): Parsed<PortMapping[]> {
  const mappings: PortMapping[] = []
  for (const text of texts) {
    const parsed = parsePortSpec(text)
    if (!parsed.ok) return refused(`${text}: ${parsed.problem.message}`, parsed.problem.at)
    mappings.push(...parsed.value)
  }
  return understood(mappings)
}

/** Writes a mapping as a `-p` value. */
export function formatPortMapping({ hostIp, hostPort, containerPort, protocol }: PortMapping): string {
  const ip = hostIp?.includes(':') ? `[${hostIp}]` : hostIp
  const outside = ip ? `${ip}:${hostPort ?? ''}:` : hostPort ? `${hostPort}:` : ''
  return `${outside}${containerPort}${protocol === 'tcp' ? '' : `/${protocol}`}`
}

function splitParts(text: string): { ip: string; host: string; container: string } {
  const parts = text.split(':')
  const container = parts.pop() ?? ''
  const host = parts.pop() ?? ''
  return { ip: parts.join(':'), host, container }
}

function stripBrackets(ip: string): string | undefined {
  if (!ip.startsWith('[')) return ip
  return ip.endsWith(']') ? ip.slice(1, -1) : undefined
}

function parseRange(text: string): { first: number; last: number } | undefined {
  const match = /^(0*\d{1,5})(?:-(0*\d{1,5}))?$/.exec(text)
  if (!match) return undefined
  const first = Number(match[1])
  const last = Number(match[2] ?? match[1])
  return first <= last && last <= 65535 ? { first, last } : undefined
}

/** Whether a text is an IPv4 or IPv6 address without zone, as Go's net.ParseIP reads it. */
function isIpAddress(text: string): boolean {
  return isIpv4(text) || isIpv6(text)
}

function isIpv4(text: string): boolean {
  // Go refuses leading zeros, which some systems read as octal.
  return (
    /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/.test(text) && text.split('.').every((part) => Number(part) <= 255)
  )
}

function isIpv6(text: string): boolean {
  const halves = text.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const tail = groups[groups.length - 1] ?? ''
  const embedded = tail.includes('.')
  if (embedded && (!isIpv4(tail) || text.endsWith('::'))) return false
  const plain = embedded ? groups.slice(0, -1) : groups
  if (!plain.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false
  const count = plain.length + (embedded ? 2 : 0)
  return halves.length === 2 ? count <= 7 : count === 8
}
