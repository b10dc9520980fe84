import { SlipwayError } from '../../../preload/contract/explained.ts'
import { remoteHostSchema } from '../../../preload/contract/setup-procedures.ts'
import { type Call, given } from '../call.ts'
import type { Look } from '../step.ts'

/** The list of hosts that WinRM trusts without proof, on the machine that connects (about_WSMan_Provider). */
const list = 'WSMan:\\localhost\\Client\\TrustedHosts'

/** Looks at the list; needs the WinRM service and elevation on this machine. */
export const trustedHosts: Look = {
  name: 'trusted',
  call: { run: 'Get-Item', with: { Path: list }, take: ['Value'] },
}

/** Adds one host by its name to the list; a pattern is refused, for it would trust hosts that nobody has named. */
export function trustHost(host: string): Call {
  const named = remoteHostSchema.safeParse(host)
  if (!named.success) {
    throw new SlipwayError({
      code: 'trusted-host-name',
      message: 'Only the name or address of one host is added to TrustedHosts.',
      cause: 'A pattern such as * would let any machine that answers to a name receive your credential.',
      remedy: 'Name the host, or connect over HTTPS.',
    })
  }
  // -Concatenate adds to what is there, -Force answers the question that Windows asks before it changes the list.
  return { run: 'Set-Item', with: { Path: list, Value: named.data, Concatenate: given, Force: given } }
}

/** Puts the list back as it was found. */
export function restoreTrustedHosts(value: string): Call {
  return { run: 'Set-Item', with: { Path: list, Value: value, Force: given } }
}
