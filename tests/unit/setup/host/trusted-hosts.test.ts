import { describe, expect, it } from 'vitest'
import { printCall } from '../../../../main/setup/call-text.ts'
import { restoreTrustedHosts, trustHost } from '../../../../main/setup/host/trusted-hosts.ts'
import { isListed } from '../../../../main/setup/name-list.ts'
import { procedureChoiceSchema } from '../../../../preload/contract/setup-procedures.ts'

const parse = (host: unknown) =>
  procedureChoiceSchema.safeParse({ procedure: 'trust-remote-host', parameters: { host } })

describe('H1: TrustedHosts of WinRM', () => {
  it('H1: one host is added to the list, which is not replaced', () => {
    expect(printCall(trustHost('srv1.lan'))).toBe(
      "Set-Item -Path 'WSMan:\\localhost\\Client\\TrustedHosts' -Value 'srv1.lan' -Concatenate -Force",
    )
    expect(restoreTrustedHosts('a,b')).toMatchObject({ with: { Value: 'a,b' } })
  })

  it.each([
    ...['*', '*.corp.com', 'srv?', 'a,b', '', ' ', '<local>', "a'b", 'a b', 'a\nb', '-Force', '$(calc)'],
    ...['[a-z]', '[::1', 'srv[12]', 'é', 'a'.repeat(254), 'srv1.', '1:2:3]'],
  ])('H1: %j is never added, and the contract refuses it', (host) => {
    expect(parse(host).success).toBe(false)
    expect(() => trustHost(host)).toThrow(
      expect.objectContaining({ explained: expect.objectContaining({ code: 'trusted-host-name' }) }),
    )
  })

  it.each([
    ['srv1', 'srv1'],
    [' SRV-1.corp.com ', 'SRV-1.corp.com'],
    ['10.0.0.5', '10.0.0.5'],
    ['fe80::1%12', '[fe80::1%12]'],
    ['[2001:db8::1]', '[2001:db8::1]'],
  ])('H1: %j is added as %s', (host, added) => {
    expect(parse(host).data).toMatchObject({ parameters: { host: added } })
    expect(trustHost(host)).toMatchObject({ with: { Value: added } })
  })

  it('H1: the list is read as WinRM reads it', () => {
    expect(isListed('srv1', 'other, SRV1')).toBe(true)
    expect(isListed('srv1.corp.com', '*.corp.com')).toBe(true)
    expect(isListed('srv1.corp.com', '*.corp.org')).toBe(false)
    expect(isListed('srv1', '<local>')).toBe(true)
    expect(isListed('srv1.lan', '<local>')).toBe(false)
    expect(isListed('srv1', 'srv10,asrv1')).toBe(false)
    expect(isListed('srv1xlan', 'srv1.lan')).toBe(false)
    expect(isListed('[::1]', 'a,[::1]')).toBe(true)
    expect(isListed('srv1', '')).toBe(false)
    expect(isListed('srv1', '*')).toBe(true)
  })
})
