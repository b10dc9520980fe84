import { describe, expect, it } from 'vitest'
import { printCall } from '../../../../main/setup/call-text.ts'
import { isTrusted, restoreTrustedHosts, trustHost } from '../../../../main/setup/host/trusted-hosts.ts'

describe('H1: TrustedHosts of WinRM', () => {
  it('H1: one host is added to the list, which is not replaced', () => {
    expect(printCall(trustHost('srv1.lan'))).toBe(
      "Set-Item -Path 'WSMan:\\localhost\\Client\\TrustedHosts' -Value 'srv1.lan' -Concatenate -Force",
    )
    expect(restoreTrustedHosts('a,b')).toMatchObject({ with: { Value: 'a,b' } })
  })

  it.each(['*', '*.corp.com', 'srv?', 'a,b', '', ' ', '<local>', "a'b"])('H1: %j is never added', (host) => {
    expect(() => trustHost(host)).toThrow('Only the name or address of one host')
  })

  it('H1: the list is read as WinRM reads it', () => {
    expect(isTrusted('srv1', 'other, SRV1')).toBe(true)
    expect(isTrusted('srv1.corp.com', '*.corp.com')).toBe(true)
    expect(isTrusted('srv1', '<local>')).toBe(true)
    expect(isTrusted('srv1.lan', '<local>')).toBe(false)
    expect(isTrusted('srv1', 'srv10,asrv1')).toBe(false)
    expect(isTrusted('srv1', '')).toBe(false)
    expect(isTrusted('srv1', '*')).toBe(true)
  })
})
