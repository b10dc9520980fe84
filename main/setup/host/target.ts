import { SlipwayError } from '../../../preload/contract/explained.ts'

/** Where a host is reached, as `--on` and the page write it. */
export type HostTarget =
  | { readonly kind: 'local' }
  | {
      readonly kind: 'winrm'
      readonly host: string
      readonly port: number
      readonly https: boolean
      readonly user: string | null
    }
  | { readonly kind: 'ssh'; readonly host: string; readonly port: number; readonly user: string | null }
  | { readonly kind: 'vm'; readonly name: string }
  /** `vm`: inside this virtual machine of it. */
  | { readonly kind: 'practice'; readonly machine: string; readonly vm: string | null }

/** Letters, digits, dots and dashes, or an IPv6 address in brackets; nothing that ssh could take for an option. */
const hostName = /^(?:[A-Za-z0-9_](?:[\w.-]{0,251}[\w.])?|\[[0-9A-Fa-f:.]+(?:%[\w.-]+)?\])$/

/**
 * Reads `local`, `winrm://[user@]host[:port][?https]`, `ssh://[user@]host[:port]`, `vm:NAME` or
 * `practice:MACHINE[/VM]`. A user may be percent-encoded (`CONTOSO%5Cadmin`). Throws a SlipwayError `host-target`.
 */
export function parseHostTarget(text: string): HostTarget {
  if (text === 'local') return { kind: 'local' }
  const [, scheme = '', rest = ''] = text.match(/^(winrm:\/\/|ssh:\/\/|vm:|practice:)(.+)$/s) ?? []
  if (scheme === 'vm:') return { kind: 'vm', name: checkVmName(rest, text) }
  if (scheme === 'practice:') {
    const [, machine, vm] = rest.match(/^([a-z0-9][\w.-]{0,79})(?:\/(.+))?$/is) ?? []
    if (machine !== undefined) return { kind: 'practice', machine, vm: vm === undefined ? null : checkVmName(vm, text) }
  }
  if (scheme === 'winrm://') {
    const https = rest.endsWith('?https')
    const { host, port, user } = parseAuthority(https ? rest.slice(0, -'?https'.length) : rest, text)
    return { kind: 'winrm', host, user, https, port: port ?? (https ? 5986 : 5985) }
  }
  if (scheme === 'ssh://') {
    const { host, port, user } = parseAuthority(rest, text)
    if (user?.startsWith('-')) throw notATarget(text)
    return { kind: 'ssh', host, user, port: port ?? 22 }
  }
  throw notATarget(text)
}

/** The target as `parseHostTarget` reads it, without what is the default. */
export function formatHostTarget(target: HostTarget): string {
  if (target.kind === 'local') return 'local'
  if (target.kind === 'vm') return `vm:${target.name}`
  if (target.kind === 'practice') return `practice:${target.machine}${target.vm === null ? '' : `/${target.vm}`}`
  const user = target.user === null ? '' : `${encodeURIComponent(target.user)}@`
  if (target.kind === 'ssh') return `ssh://${user}${target.host}${target.port === 22 ? '' : `:${target.port}`}`
  const standard = target.https ? 5986 : 5985
  return `winrm://${user}${target.host}${target.port === standard ? '' : `:${target.port}`}${target.https ? '?https' : ''}`
}

function parseAuthority(authority: string, text: string): { host: string; port: number | null; user: string | null } {
  const at = authority.lastIndexOf('@')
  const user = at < 0 ? null : decode(authority.slice(0, at), text)
  const [, host = '', portText] = authority.slice(at + 1).match(/^(\[[^\]]+\]|[^:[\]]*)(?::(\d{1,5}))?$/) ?? []
  const port = portText === undefined ? null : Number(portText)
  if (!hostName.test(host) || user === '' || (port !== null && (port < 1 || port > 65_535))) throw notATarget(text)
  return { host, port, user }
}

function decode(user: string, text: string): string {
  try {
    const decoded = decodeURIComponent(user)
    if (!/\p{Cc}/u.test(decoded)) return decoded
  } catch {
    // Not percent-encoding: said below.
  }
  throw notATarget(text)
}

/**
 * A VM may be called nearly anything; what Hyper-V itself cannot show in one line is refused, and so are the signs that
 * its cmdlets take for patterns: they could mean another VM.
 */
function checkVmName(name: string, text: string): string {
  if (name.length > 100 || name.trim() === '' || /[\p{Cc}*?[\]`]/u.test(name)) throw notATarget(text)
  return name
}

function notATarget(text: string): SlipwayError {
  return new SlipwayError({
    code: 'host-target',
    message: `This names no host: ${text.slice(0, 200).replace(/\p{Cc}/gu, ' ')}`,
    remedy:
      'Write local, winrm://user@host:port (with ?https for HTTPS), ssh://user@host, vm:NAME or practice:MACHINE.',
  })
}
