import { SlipwayError } from '../../../preload/contract/explained.ts'
import { type Call, given } from '../call.ts'

/** The list of hosts that WinRM trusts without proof, on the machine that connects (about_WSMan_Provider). */
const list = 'WSMan:\\localhost\\Client\\TrustedHosts'

/** Looks at the list; needs the WinRM service and elevation on this machine. */
export const readTrustedHosts: Call = { run: 'Get-Item', with: { Path: list }, take: ['Value'], on: 'client' }

/** Whether WinRM over HTTP would go to `host` as the list stands: `*`, `*.corp.com` and `<local>` among its entries. */
export function isTrusted(host: string, value: string): boolean {
  const entries = value.split(',').map((entry) => entry.trim().toLowerCase())
  return entries.some((entry) => {
    if (entry === '<local>') return !host.includes('.')
    const pattern = entry.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
    return entry !== '' && new RegExp(`^${pattern}$`).test(host.toLowerCase())
  })
}

/** Adds one host by its name; a pattern is refused, for it would trust hosts that nobody has named. */
export function trustHost(host: string): Call {
  if (!/^[A-Za-z0-9_[][\w.:%[\]-]*$/.test(host)) {
    throw new SlipwayError({
      code: 'trusted-host-name',
      message: 'Only the name or address of one host is added to TrustedHosts.',
      cause: 'A pattern such as * would let any machine that answers to a name receive your credential.',
      remedy: 'Name the host, or connect over HTTPS.',
    })
  }
  return { run: 'Set-Item', with: { Path: list, Value: host, Concatenate: given, Force: given }, on: 'client' }
}

/** Puts the list back as `readTrustedHosts` found it. */
export function restoreTrustedHosts(value: string): Call {
  return { run: 'Set-Item', with: { Path: list, Value: value, Force: given }, on: 'client' }
}
