import { describe, expect, it } from 'vitest'
import { addressOf, exposedTexts, portTexts } from '../../../../renderer/pages/containers/ports.ts'

const port = (ip: string, publicPort: number | null, privatePort: number, protocol = 'tcp') => ({
  ip,
  publicPort,
  privatePort,
  protocol,
})

describe('K1: ports as people read them', () => {
  it('K1: shows IPv4 and IPv6 of one port once, and the address where it is bound to one', () => {
    const ports = [
      port('127.0.0.1', 8443, 443),
      port('0.0.0.0', 8080, 80),
      port('::', 8080, 80),
      port('', null, 9000, 'udp'),
      port('', null, 80),
    ]
    expect(portTexts(ports)).toEqual(['8080 → 80/tcp', '127.0.0.1:8443 → 443/tcp'])
    expect(exposedTexts(ports)).toEqual(['9000/udp'])
  })

  it('K1: leads to the engine’s own host', () => {
    const web = port('0.0.0.0', 8080, 80)
    expect(addressOf(web, 'npipe:////./pipe/docker_engine')).toBe('http://localhost:8080')
    expect(addressOf(web, 'tcp://build1:2376')).toBe('http://build1:8080')
    expect(addressOf(web, 'ssh://me@10.0.0.7:22')).toBe('http://10.0.0.7:8080')
    expect(addressOf(web, 'tcp://[fe80::1]:2376')).toBe('http://[fe80::1]:8080')
    expect(addressOf(port('::1', 1, 1), 'unix:///x')).toBe('http://[::1]:1')
    expect(addressOf(port('0.0.0.0', 53, 53, 'udp'), 'unix:///x')).toBeNull()
    expect(addressOf(port('', null, 80), 'unix:///x')).toBeNull()
  })
})
