import { describe, expect, it } from 'vitest'
import {
  type ContainerSummary,
  exitCodeOf,
  healthOf,
  isSameContainer,
  stateSinceOf,
  toContainerRow,
} from '../../../main/engine/container-row.ts'
import { touchOf } from '../../../main/engine/containers-mirror.ts'

const summary: ContainerSummary = {
  Id: 'f'.repeat(64),
  Names: ['/other/alias', '/web'],
  Image: 'nginx:1',
  ImageID: 'sha256:1',
  Command: 'nginx',
  Created: 1_700_000_000,
  State: 'running',
  Status: 'Up 3 minutes (healthy)',
  Ports: [
    { PrivatePort: 443, Type: 'tcp' },
    { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
  ],
  Labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'web' },
  NetworkSettings: { Networks: { nat: {}, back: {} } },
}

describe('Rows of containers', () => {
  it('K1: a row says name, ports, networks, compose project and times', () => {
    expect(toContainerRow(summary)).toMatchObject({
      name: 'web',
      created: 1_700_000_000_000,
      health: 'healthy',
      exitCode: null,
      ports: [
        { ip: '0.0.0.0', privatePort: 80, publicPort: 8080, protocol: 'tcp' },
        { ip: '', privatePort: 443, publicPort: null, protocol: 'tcp' },
      ],
      networks: ['back', 'nat'],
      composeProject: 'shop',
      composeService: 'web',
    })
    const bare = { ...summary, Names: null, Ports: null, Labels: null, NetworkSettings: null, State: 'unheard-of' }
    expect(toContainerRow(bare)).toMatchObject({ name: 'f'.repeat(12), ports: [], labels: {}, state: 'dead' })
  })

  it('K1: exit code and health are read off the engine’s words', () => {
    expect(exitCodeOf('Exited (3221225786) 2 hours ago')).toBe(3221225786)
    expect(exitCodeOf('Exited (-1) 2 hours ago')).toBe(-1)
    expect(exitCodeOf('Restarting (1) 3 seconds ago')).toBe(1)
    expect(exitCodeOf('Up 3 minutes')).toBeNull()
    expect(healthOf('Up 2 seconds (health: starting)')).toBe('starting')
    expect(healthOf('Up 2 seconds (unhealthy)')).toBe('unhealthy')
    expect(healthOf('Exited (0) 1 second ago')).toBeNull()
  })

  it('K1: since when a container is as it is, so that a page can count on', () => {
    const now = 1_700_000_000_000
    expect(stateSinceOf('Up Less than a second', now)).toBe(now)
    expect(stateSinceOf('Up 1 second', now)).toBe(now - 1000)
    expect(stateSinceOf('Up About a minute (healthy)', now)).toBe(now - 60_000)
    expect(stateSinceOf('Exited (137) About an hour ago', now)).toBe(now - 3_600_000)
    expect(stateSinceOf('Up 3 days (Paused)', now)).toBe(now - 3 * 86_400_000)
    expect(stateSinceOf('Created', now)).toBeNull()
  })

  it('K1: a list read later tells something new only where more than passing time changed the row', () => {
    const at = 1_700_000_000_000
    const read = (later: number, change: Partial<ContainerSummary> = {}) =>
      toContainerRow({ ...summary, ...change }, at + later)
    expect(isSameContainer(read(0), read(59_000))).toBe(true)
    // As long as the words stay the same for more than their unit, it started again meanwhile.
    expect(isSameContainer(read(0), read(60_000))).toBe(false)
    expect(isSameContainer(read(0), read(1000, { Status: 'Up 4 minutes (healthy)' }))).toBe(false)
    expect(isSameContainer(read(0), read(1000, { Labels: { ...summary.Labels, more: '1' } }))).toBe(false)
    expect(isSameContainer(read(0), read(1000, { Ports: [] }))).toBe(false)
    expect(isSameContainer(read(0, { Status: 'Created' }), read(9e9, { Status: 'Created' }))).toBe(true)
  })

  it('K1: only events that change a row make it be read', () => {
    const event = (action: string, type = 'container', attributes = {}) =>
      touchOf({ type, action, id: 'x', attributes, time: 0 })
    for (const action of ['create', 'start', 'pause', 'rename', 'health_status: healthy', 'update', 'restart']) {
      expect(event(action)).toEqual({ read: ['x'] })
    }
    // The engine tells of it before its list knows.
    expect(event('die')).toEqual({ read: ['x'], late: true })
    for (const action of ['exec_start: sh', 'attach', 'resize', 'top', 'archive-path', 'kill'])
      expect(event(action)).toBeNull()
    expect(event('destroy')).toEqual({ gone: 'x' })
    expect(event('connect', 'network', { container: 'c' })).toEqual({ read: ['c'] })
    expect(event('pull', 'image')).toBeNull()
  })
})
