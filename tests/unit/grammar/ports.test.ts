import { describe, expect, it } from 'vitest'
import { formatPortMapping, parsePortSpec, parsePortSpecs } from '../../../preload/contract/grammar/ports.ts'

describe('K2: ports as docker run -p takes them', () => {
  it.each([
    ['80', [{ containerPort: 80, protocol: 'tcp' }]],
    ['8080:80', [{ hostPort: '8080', containerPort: 80, protocol: 'tcp' }]],
    ['8080:80/udp', [{ hostPort: '8080', containerPort: 80, protocol: 'udp' }]],
    ['127.0.0.1:8080:80', [{ hostIp: '127.0.0.1', hostPort: '8080', containerPort: 80, protocol: 'tcp' }]],
    ['127.0.0.1::80', [{ hostIp: '127.0.0.1', containerPort: 80, protocol: 'tcp' }]],
    ['[::1]:8080:80/SCTP', [{ hostIp: '::1', hostPort: '8080', containerPort: 80, protocol: 'sctp' }]],
    ['::1:8080:80', [{ hostIp: '::1', hostPort: '8080', containerPort: 80, protocol: 'tcp' }]],
    [
      '8000-8001:80-81',
      [
        { hostPort: '8000', containerPort: 80, protocol: 'tcp' },
        { hostPort: '8001', containerPort: 81, protocol: 'tcp' },
      ],
    ],
    ['8000-8010:80', [{ hostPort: '8000-8010', containerPort: 80, protocol: 'tcp' }]],
    ['80/', [{ containerPort: 80, protocol: 'tcp' }]],
  ])('K2: %s', (text, expected) => {
    expect(parsePortSpec(text)).toEqual({ ok: true, value: expected })
  })

  it.each([
    '',
    '80:',
    'http',
    '80/icmp',
    '70000',
    '8000-8002:80-81',
    '81-80',
    '1.2.3:80:80',
    '[::1:80:80',
    '8080:80/tcp/udp',
    '256.0.0.1:1:1',
    '/tcp',
  ])('K2: %j is refused', (text) => {
    expect(parsePortSpec(text).ok).toBe(false)
  })

  it('K2: several are read together and the faulty one is named', () => {
    expect(parsePortSpecs(['80', '81'])).toMatchObject({
      ok: true,
      value: [{ containerPort: 80 }, { containerPort: 81 }],
    })
    expect(parsePortSpecs(['80', 'x'])).toMatchObject({
      ok: false,
      problem: { message: expect.stringMatching(/^x: /) },
    })
  })

  it.each(['80', '8080:80', '127.0.0.1::80/udp', '[::1]:8080:80', '8000-8010:80'])(
    'K2: %s is written back alike',
    (text) => {
      const parsed = parsePortSpec(text)
      expect(parsed.ok && parsed.value.map(formatPortMapping)).toEqual([text])
    },
  )
})
