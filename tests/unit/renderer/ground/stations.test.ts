import { describe, expect, test } from 'vitest'
import type { ContainerRow } from '../../../../preload/contract/containers.ts'
import type { ImageRow } from '../../../../preload/contract/images.ts'
import type { MachineRow, MachineState } from '../../../../preload/contract/machines.ts'
import type { HostFacts } from '../../../../preload/contract/setup-facts.ts'
import type { TerminalRow } from '../../../../preload/contract/terminals.ts'
import { hostTargetOf } from '../../../../renderer/api/host-target.ts'
import { judgeHost } from '../../../../renderer/pages/home/host-stations.ts'
import { judgeStations, type RoadFacts } from '../../../../renderer/pages/home/stations.ts'

type Features = HostFacts['features']

const explained = { code: 'x', message: 'No answer.', cause: '', remedy: '', detail: '' }
const machine = (state: MachineState, build: number | null = null): MachineRow => ({
  id: 'm',
  name: 'server1',
  url: 'tcp://server1:2376',
  source: 'saved',
  cliDefault: false,
  first: false,
  encryption: 'verified',
  state,
  problem: null,
  facts: {
    os: build ? 'windows' : 'linux',
    operatingSystem: 'Debian GNU/Linux 12',
    build,
    version: '28.0.4',
    apiVersion: '1.48',
  } as MachineRow['facts'],
})
const connected = machine({ kind: 'connected', since: 0 })
const image = {
  id: 'sha256:1',
  tags: ['a'],
  digests: [],
  size: 5_000_000,
  created: 0,
  usedBy: [],
  dangling: false,
} satisfies ImageRow
const container = (state: ContainerRow['state']) => ({ id: state, name: state, state }) as ContainerRow
const terminal = (kind: 'running' | 'detached', title = 'web · cmd') =>
  ({ id: title, title, state: { kind } }) as TerminalRow
const judge = (facts: Partial<RoadFacts>) =>
  judgeStations({ machine: connected, images: [], containers: [], terminals: [], ...facts })
const states = (facts: Partial<RoadFacts>) => judge(facts).map(({ state }) => state)

const host = (containers: Features['containers'], hyperV: Features['hyperV']) =>
  ({
    name: 'SRV2022',
    caption: 'Windows Server 2022 Datacenter',
    build: 20348,
    revision: 2700,
    memory: 64 * 2 ** 30,
    features: { containers, hyperV, hyperVPowerShell: null },
  }) as HostFacts

describe('X1: the stations before the engine', () => {
  test('X1: a bare host is done itself, its Containers feature is next, Hyper-V is optional', () => {
    expect(
      judgeHost(host('available', 'available'), false).map(({ id, state, evidence }) => [id, state, evidence]),
    ).toEqual([
      ['host', 'done', 'SRV2022 · Windows Server 2022 Datacenter · build 20348.2700 · 64 GB of memory'],
      ['containers-feature', 'open', 'Windows needs this feature to run containers.'],
      ['hyper-v', 'optional', expect.stringContaining('Hyper-V isolation')],
    ])
  })

  test('X1: installed features are done, a pending one says what it waits for, an unread one claims nothing', () => {
    expect(judgeHost(host('installed', 'installed'), false).map(({ state }) => state)).toEqual(['done', 'done', 'done'])
    expect(judgeHost(host('install-pending', null), false)[1]).toMatchObject({
      state: 'open',
      evidence: 'Waits for a restart of the host.',
    })
    expect(judgeHost(host(null, null), false)[1]?.evidence).toContain('could not be read')
  })

  test('X1: while the host is read nothing is claimed; a host that cannot be read is the next thing', () => {
    expect(judgeHost(null, false).map(({ state }) => state)).toEqual(['checking', 'checking', 'optional'])
    expect(judgeHost(null, true)[0]).toMatchObject({ state: 'open', evidence: 'The host could not be read.' })
  })

  test('X1: only the practice host and this Windows machine are set up from Home', () => {
    const at = (source: MachineRow['source'], url: string) => ({ source, url })
    expect(hostTargetOf(at('practice', 'tcp://127.0.0.1:1'), 'linux', 'windows-11')).toBe('practice:windows-11')
    expect(hostTargetOf(at('saved', 'npipe:////./pipe/docker_engine'), 'win32', undefined)).toBe('local')
    expect(hostTargetOf(null, 'win32', undefined)).toBe('local')
    expect(hostTargetOf(at('saved', 'npipe:////srv1/pipe/docker_engine'), 'win32', undefined)).toBeNull()
    expect(hostTargetOf(at('saved', 'tcp://server1:2376'), 'win32', undefined)).toBeNull()
    expect(hostTargetOf(at('saved', 'unix:///var/run/docker.sock'), 'linux', undefined)).toBeNull()
  })
})

describe('X1: the road on Home', () => {
  test('X1: with nothing at all only the engine can be next; the others say what they wait for', () => {
    const stations = judge({ machine: null, images: null, containers: null })
    expect(stations.map(({ state }) => state)).toEqual(['open', 'open', 'open', 'open'])
    expect(stations[0]?.evidence).toContain('No engine was found')
    for (const { evidence } of stations.slice(1)) expect(evidence).toBe('Waits for: Engine')
  })

  test('X1: while it connects, or its lists are not known, nothing is claimed', () => {
    expect(states({ machine: machine({ kind: 'connecting', since: 0 }) })[0]).toBe('checking')
    expect(states({ images: null, containers: null })).toEqual(['done', 'checking', 'checking', 'open'])
  })

  test('X1: each done station shows its evidence', () => {
    const stations = judge({
      images: [image, image],
      containers: [container('running'), container('exited')],
      terminals: [terminal('running'), terminal('running', 'db · sh'), terminal('detached', 'old')],
    })
    expect(stations.map(({ state, evidence }) => [state, evidence])).toEqual([
      ['done', 'Docker Engine 28.0.4, API 1.48, on Debian GNU/Linux 12'],
      ['done', '2 images, 10.0 MB'],
      ['done', '1 running of 2'],
      ['done', 'web · cmd and 1 more'],
    ])
  })

  test('X1: an image on a Windows host must fit its build; a terminal needs a running container', () => {
    const stations = judge({ machine: machine({ kind: 'connected', since: 0 }, 26100) })
    expect(stations[1]?.evidence).toContain('26100')
    expect(stations[3]?.evidence).toContain('needs a running container')
    expect(judge({ containers: [container('running')] })[3]?.evidence).toContain('Open a shell')
  })

  test('C4: facts of an engine that is away count for nothing, and why it is away is said', () => {
    const away = { since: 0, attempt: 2, nextAttempt: 0, error: explained }
    const reconnecting = judge({ machine: machine({ kind: 'reconnecting', ...away }), images: [image] })
    expect(reconnecting[0]).toMatchObject({ state: 'open', evidence: expect.stringContaining('tries again') })
    expect(reconnecting[1]).toMatchObject({ state: 'open', evidence: 'Waits for: Engine' })
    const failed = judge({ machine: machine({ kind: 'failed', since: 0, error: explained }) })
    expect(failed[0]).toMatchObject({ state: 'open', evidence: 'server1: No answer.' })
  })
})
