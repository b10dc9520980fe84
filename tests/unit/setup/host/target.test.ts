import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatHostTarget, parseHostTarget } from '../../../../main/setup/host/target.ts'
import { SlipwayError } from '../../../../preload/contract/explained.ts'

describe('H1: where a host is reached', () => {
  it.each([
    ['local', { kind: 'local' }],
    ['winrm://srv1', { kind: 'winrm', host: 'srv1', port: 5985, https: false, user: null }],
    ['winrm://srv1?https', { kind: 'winrm', host: 'srv1', port: 5986, https: true, user: null }],
    ['winrm://a%5Cb@srv1:99?https', { kind: 'winrm', host: 'srv1', port: 99, https: true, user: 'a\\b' }],
    ['winrm://a\\b@srv1.lan', { kind: 'winrm', host: 'srv1.lan', port: 5985, https: false, user: 'a\\b' }],
    [
      'winrm://me@corp.com@10.0.0.5',
      { kind: 'winrm', host: '10.0.0.5', port: 5985, https: false, user: 'me@corp.com' },
    ],
    ['winrm://[fe80::1]:99', { kind: 'winrm', host: '[fe80::1]', port: 99, https: false, user: null }],
    ['ssh://root@host', { kind: 'ssh', host: 'host', port: 22, user: 'root' }],
    ['ssh://host:2222', { kind: 'ssh', host: 'host', port: 2222, user: null }],
    ['vm:My "VM" (1) ‘ü’', { kind: 'vm', name: 'My "VM" (1) ‘ü’' }],
    ['practice:server-2022', { kind: 'practice', machine: 'server-2022', vm: null }],
    ['practice:hyperv-host/web 1', { kind: 'practice', machine: 'hyperv-host', vm: 'web 1' }],
  ])('H1: %s is read, and written the same', (text, target) => {
    expect(parseHostTarget(text)).toEqual(target)
    expect(parseHostTarget(formatHostTarget(parseHostTarget(text)))).toEqual(target)
  })

  it.each([
    ...[
      '',
      'Local',
      'winrm://',
      'winrm://*',
      'winrm://a b',
      'winrm://-oProxyCommand=x',
      'winrm://h:0',
      'winrm://h:70000',
    ],
    ...[
      'ssh://-oProxyCommand=calc',
      'ssh://-l@h',
      'ssh://h/path',
      'ssh://@h',
      'ssh://%zz@h',
      'ssh://a%0Ab@h',
      'ssh://h;x',
    ],
    ...[
      'vm:',
      'vm:  ',
      'vm:a\nb',
      'vm:a*',
      'vm:a[1]',
      'practice:',
      'practice:../x',
      'http://h',
      'srv1',
      `vm:${'x'.repeat(101)}`,
    ],
  ])('H1: %j is refused with a plain error', (text) => {
    expect(() => parseHostTarget(text)).toThrow(SlipwayError)
  })

  it('H1: no text makes anything but a target or that error', () => {
    fc.assert(
      fc.property(fc.tuple(fc.constantFrom('', 'winrm://', 'ssh://', 'vm:', 'practice:'), fc.string()), (parts) => {
        try {
          const target = parseHostTarget(parts.join(''))
          if ('host' in target) expect(target.host).toMatch(/^[\w[]/)
        } catch (error) {
          expect(error).toBeInstanceOf(SlipwayError)
        }
      }),
    )
  })
})
