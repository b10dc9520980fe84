import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** One line of a known_hosts file (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"). */
export interface KnownHost {
  marker: 'revoked' | 'cert-authority' | null
  hosts: string
  keyType: string
  /** Base64 of the key's blob. */
  key: string
}

/** What a known_hosts file says of a key that a server shows. */
export type HostKeyVerdict = 'known' | 'unknown' | 'changed' | 'revoked'

/** Lines that cannot be read are passed over, as ssh does. */
export function parseKnownHosts(text: string): KnownHost[] {
  const lines: KnownHost[] = []
  for (const line of text.split(/\r?\n/)) {
    const fields = line.trim().split(/[ \t]+/)
    if (fields[0] === undefined || fields[0] === '' || fields[0].startsWith('#')) continue
    const marker = fields[0].startsWith('@') ? fields.shift() : null
    const [hosts, keyType, key] = fields
    if (!hosts || !keyType || !key) continue
    if (marker && marker !== '@revoked' && marker !== '@cert-authority') continue
    lines.push({ marker: marker === '@revoked' ? 'revoked' : marker ? 'cert-authority' : null, hosts, keyType, key })
  }
  return lines
}

/** How known_hosts names a server: `host`, or `[host]:port` off port 22; lower case. */
export function hostName(host: string, port: number): string {
  const name = host.toLowerCase()
  return port === 22 ? name : `[${name}]:${port}`
}

/** Judges a key. A key of another type for a known host counts as changed: we ask servers for the known types first. */
export function judgeHostKey(lines: readonly KnownHost[], name: string, key: Buffer): HostKeyVerdict {
  const shown = key.toString('base64')
  const ours = lines.filter((line) => line.marker !== 'cert-authority' && matchesHost(line.hosts, name))
  if (ours.some((line) => line.marker === 'revoked' && line.key === shown)) return 'revoked'
  const trusted = ours.filter((line) => line.marker === null)
  if (trusted.some((line) => line.key === shown)) return 'known'
  return trusted.length > 0 ? 'changed' : 'unknown'
}

/** Key types that are known of a host, to be asked for first. */
export function knownKeyTypes(lines: readonly KnownHost[], name: string): string[] {
  return lines.filter((line) => line.marker === null && matchesHost(line.hosts, name)).map((line) => line.keyType)
}

/** As `ssh-keygen -l` prints it: `SHA256:` and base64 without padding. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
}

/** The type that a key's blob starts with (RFC 4253 §6.6). */
export function keyType(key: Buffer): string {
  const length = key.length >= 4 ? key.readUInt32BE(0) : 0
  return key.subarray(4, 4 + Math.min(length, 64)).toString('latin1')
}

/** The line that makes a key known. */
export function knownHostLine(name: string, key: Buffer): string {
  return `${name} ${keyType(key)} ${key.toString('base64')}`
}

function matchesHost(patterns: string, name: string): boolean {
  if (patterns.startsWith('|1|')) return matchesHash(patterns, name)
  let matched = false
  for (const pattern of patterns.split(',')) {
    const negated = pattern.startsWith('!')
    if (!matchesPattern(negated ? pattern.slice(1) : pattern, name)) continue
    if (negated) return false
    matched = true
  }
  return matched
}

/** `|1|SALT|HASH`: HMAC-SHA1 of the name (HashKnownHosts). */
function matchesHash(hashed: string, name: string): boolean {
  const [, , salt = '', hash = ''] = hashed.split('|')
  const expected = Buffer.from(hash, 'base64')
  const actual = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest()
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

function matchesPattern(pattern: string, name: string): boolean {
  const source = pattern
    .toLowerCase()
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`).test(name)
}
