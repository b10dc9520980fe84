import { expect, test } from 'vitest'
import { parseEndpoint } from '../../../main/connections/endpoint.ts'
import { hostTargetOf } from '../../../main/engine/engine-host.ts'
import type { HostSession } from '../../../main/setup/host/session.ts'
import { HostSessions } from '../../../main/setup/host-sessions.ts'

const of = (url: string, known: string[] = [], platform: NodeJS.Platform = 'win32') =>
  hostTargetOf(parseEndpoint(url), known, platform)

test('K5: the host of a local engine is this machine, where it is Windows', () => {
  for (const url of ['npipe:////./pipe/docker_engine', 'tcp://127.0.0.1:2375', 'tcp://localhost:2376']) {
    expect(of(url), url).toBe('local')
    expect(of(url, [], 'linux'), url).toBe(null)
  }
  expect(of('unix:///run/docker.sock', ['winrm://run'], 'linux')).toBe(null)
})

test('K5: the host of an engine elsewhere is reached by a known target of the same name, the last one first', () => {
  const known = ['vm:srv1', 'practice:srv1', 'winrm://CONTOSO%5Cadmin@SRV1?https', 'ssh://admin@srv1', 'not a target']
  expect(of('tcp://srv1:2376', known)).toBe('winrm://CONTOSO%5Cadmin@SRV1?https')
  expect(of('ssh://admin@SRV1', known.slice(3))).toBe('ssh://admin@srv1')
  expect(of('npipe:////srv1/pipe/docker_engine', known)).toBe('winrm://CONTOSO%5Cadmin@SRV1?https')
  expect(of('tcp://srv1:2376', known, 'linux')).toBe('winrm://CONTOSO%5Cadmin@SRV1?https')
  expect(of('tcp://[2001:db8::1]:2376', ['winrm://[2001:DB8::1]'])).toBe('winrm://[2001:DB8::1]')
  expect(of('tcp://srv10:2376', known)).toBe(null)
  expect(of('tcp://srv1.contoso.com:2376', known)).toBe(null)
})

test('K5: who was reached is known, the last one first; who was not is not', async () => {
  const sessions = new HostSessions(async (target) => {
    if (target === 'winrm://away') throw new Error('no answer')
    return { name: target } as HostSession
  })
  await sessions.open('winrm://one')
  await sessions.open('ssh://two')
  await expect(sessions.open('winrm://away')).rejects.toThrow('no answer')
  expect((await sessions.open('winrm://one')).name).toBe('winrm://one')
  expect(sessions.reached()).toEqual(['winrm://one', 'ssh://two'])
})
