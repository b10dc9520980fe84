import { createHmac, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hostName, judgeHostKey, knownKeyTypes, parseKnownHosts } from '../../../main/connections/ssh/known-hosts.ts'

const blob = (type: string, rest: string) => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(type.length)
  return Buffer.concat([length, Buffer.from(type), Buffer.from(rest)])
}
const key = blob('ssh-ed25519', 'one')
const other = blob('ssh-ed25519', 'two')
const line = (hosts: string, which = key, marker = '') =>
  `${marker}${hosts} ssh-ed25519 ${which.toString('base64')} comment\n`
const judge = (text: string, host = 'win1', port = 22) => judgeHostKey(parseKnownHosts(text), hostName(host, port), key)

describe('C1: known_hosts', () => {
  it.each([
    ['known', line('win1')],
    ['known', line('other,win1')],
    ['known', line('WIN1')],
    ['known', line('w*')],
    ['known', line('win?')],
    ['known', `# comment\n\nnonsense\n${line('win1', other)}${line('win1')}`],
    ['unknown', ''],
    ['unknown', line('win2')],
    ['unknown', line('[win1]:2222')],
    ['unknown', line('w*,!win1')],
    ['unknown', line('win.', key)],
    ['unknown', line('win1', key, '@cert-authority ')],
    ['changed', line('win1', other)],
    ['revoked', `${line('win1')}${line('*', key, '@revoked ')}`],
    ['unknown', line('win1', other, '@revoked ')],
    ['unknown', line('win1', key, '@strange ')],
  ])('C1: %s', (verdict, text) => {
    expect(judge(text)).toBe(verdict)
  })

  it('C1: off port 22 the name carries the port, and the plain name does not count', () => {
    expect(judge(line('[win1]:2222'), 'win1', 2222)).toBe('known')
    expect(judge(line('win1'), 'win1', 2222)).toBe('unknown')
  })

  it('C1: hashed names', () => {
    const salt = randomBytes(20)
    const hash = createHmac('sha1', salt).update('[win1]:2222').digest('base64')
    const hashed = `|1|${salt.toString('base64')}|${hash}`
    expect(judge(line(hashed), 'win1', 2222)).toBe('known')
    expect(judge(line(hashed, other), 'win1', 2222)).toBe('changed')
    expect(judge(line(hashed), 'win2', 2222)).toBe('unknown')
    expect(judge(line('|1|broken'))).toBe('unknown')
  })

  it('C1: a server of which another type of key is known counts as changed, and is asked for that type', () => {
    const text = `win1 ssh-rsa ${blob('ssh-rsa', 'x').toString('base64')}\n`
    expect(judge(text)).toBe('changed')
    expect(knownKeyTypes(parseKnownHosts(text), 'win1')).toEqual(['ssh-rsa'])
  })
})
