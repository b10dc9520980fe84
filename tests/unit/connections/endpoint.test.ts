import { describe, expect, it } from 'vitest'
import { isRemote, parseEndpoint } from '../../../main/connections/endpoint.ts'
import { SlipwayError } from '../../../preload/contract/explained.ts'

const codeOf = (url: string): string => {
  try {
    return JSON.stringify(parseEndpoint(url))
  } catch (error) {
    if (!(error instanceof SlipwayError)) throw error
    expect(error.explained.remedy).not.toBe('')
    return error.explained.code
  }
}

describe('C1: the grammar of endpoints', () => {
  it.each([
    ['npipe:////./pipe/docker_engine', { kind: 'npipe', path: '//./pipe/docker_engine' }],
    ['npipe:////./pipe/docker_engine_windows', { kind: 'npipe', path: '//./pipe/docker_engine_windows' }],
    ['npipe:\\\\.\\pipe\\docker_engine', { kind: 'npipe', path: '//./pipe/docker_engine' }],
    ['npipe:////server1/pipe/docker_engine', { kind: 'npipe', path: '//server1/pipe/docker_engine' }],
    ['unix:///var/run/docker.sock', { kind: 'unix', path: '/var/run/docker.sock' }],
    ['unix:/run/docker.sock', { kind: 'unix', path: '/run/docker.sock' }],
    ['  unix:///run/a b.sock ', { kind: 'unix', path: '/run/a b.sock' }],
    ['tcp://win1:2375', { kind: 'tcp', host: 'win1', port: 2375 }],
    ['tcp://win1.example', { kind: 'tcp', host: 'win1.example', port: null }],
    ['tcp://10.0.0.7:2376/', { kind: 'tcp', host: '10.0.0.7', port: 2376 }],
    ['TCP://Win1:2376', { kind: 'tcp', host: 'Win1', port: 2376 }],
    ['tcp://[fd00::7]:2376', { kind: 'tcp', host: 'fd00::7', port: 2376 }],
    ['tcp://:2375', { kind: 'tcp', host: 'localhost', port: 2375 }],
    ['ssh://admin@win1', { kind: 'ssh', user: 'admin', host: 'win1', port: 22, socketPath: null }],
    ['ssh://win1:2222', { kind: 'ssh', user: null, host: 'win1', port: 2222, socketPath: null }],
    ['ssh://DOM\\admin@win1', { kind: 'ssh', user: 'DOM\\admin', host: 'win1', port: 22, socketPath: null }],
    ['ssh://DOM%5Cadmin@win1', { kind: 'ssh', user: 'DOM\\admin', host: 'win1', port: 22, socketPath: null }],
    [
      'ssh://me%40corp.example@win1',
      { kind: 'ssh', user: 'me@corp.example', host: 'win1', port: 22, socketPath: null },
    ],
    [
      'ssh://me@nas/run/user/1000/docker.sock',
      { kind: 'ssh', user: 'me', host: 'nas', port: 22, socketPath: '/run/user/1000/docker.sock' },
    ],
  ])('C1: %s', (url, expected) => {
    expect(parseEndpoint(url)).toEqual(expected)
  })

  it.each([
    ['', 'endpoint-empty'],
    ['win1:2375', 'endpoint-scheme'],
    ['win1', 'endpoint-scheme'],
    ['http://win1:2375', 'endpoint-scheme'],
    ['https://win1:2376', 'endpoint-scheme'],
    ['fd://', 'endpoint-scheme'],
    ['ftp://win1', 'endpoint-scheme'],
    ['tcp:/win1:2375', 'endpoint-scheme'],
    ['npipe://./pipe/docker_engine', 'endpoint-pipe'],
    ['npipe:////./docker_engine', 'endpoint-pipe'],
    ['npipe:////./pipe/', 'endpoint-pipe'],
    ['unix://var/run/docker.sock', 'endpoint-socket'],
    ['unix://', 'endpoint-socket'],
    [`unix:///${'x'.repeat(200)}`, 'endpoint-socket'],
    ['tcp://win1:0', 'endpoint-port'],
    ['tcp://win1:65536', 'endpoint-port'],
    ['tcp://win1:23x', 'endpoint-port'],
    ['tcp://win1:', 'endpoint-port'],
    ['tcp://win1:-1', 'endpoint-port'],
    ['tcp://me@win1:2375', 'endpoint-user'],
    ['tcp://win1:2375/path', 'endpoint-path'],
    ['tcp://wi n1', 'endpoint-host'],
    ['tcp://fd00::7', 'endpoint-host'],
    ['tcp://win1?x=1', 'endpoint-host'],
    ['tcp://[fe80::1%eth0]:2375', 'endpoint-host'],
    ['ssh://', 'endpoint-host'],
    ['ssh://50%@win1', 'endpoint-user'],
    ['ssh://-oProxyCommand=calc', 'endpoint-host'],
    ['ssh://me:secret@win1', 'endpoint-password'],
    ['ssh://me@win1/a b', 'endpoint-path'],
    ['ssh://me@win1/$(id)', 'endpoint-path'],
  ])('C1: %s is refused: %s', (url, code) => {
    expect(codeOf(url)).toBe(code)
  })

  it('C6: a password in an address is not repeated in the failure', () => {
    try {
      parseEndpoint('ssh://me:secret@win1')
      expect.unreachable()
    } catch (error) {
      expect(JSON.stringify((error as SlipwayError).explained)).not.toContain('secret')
    }
  })

  it('C1: the frequent mistake npipe://./pipe/x is shown in its right form', () => {
    expect(() => parseEndpoint('npipe://./pipe/docker_engine')).toThrow(
      expect.objectContaining({
        explained: expect.objectContaining({ remedy: expect.stringContaining('npipe:////./pipe/docker_engine') }),
      }),
    )
  })

  it('C1: what runs on another computer', () => {
    const remote = (url: string) => isRemote(parseEndpoint(url))
    expect(['tcp://win1', 'ssh://me@localhost', 'npipe:////win1/pipe/docker_engine'].map(remote)).toEqual([
      true,
      true,
      true,
    ])
    expect(
      ['tcp://127.0.0.1', 'tcp://localhost', 'tcp://[::1]:2375', 'unix:///a', 'npipe:////./pipe/x'].map(remote),
    ).toEqual(Array(5).fill(false))
  })
})
