import { describe, expect, it } from 'vitest'
import type { ContainerRow } from '../../../../preload/contract/containers.ts'
import {
  actedOn,
  isOffered,
  isPossible,
  mustStopFirst,
} from '../../../../renderer/pages/containers/possible-actions.ts'

const row = (state: ContainerRow['state'], id: string = state): ContainerRow => ({
  id,
  name: id,
  image: 'x',
  imageId: 'sha256:0',
  command: '',
  created: 0,
  state,
  status: '',
  exitCode: null,
  health: null,
  ports: [],
  networks: [],
  composeProject: null,
  composeService: null,
  labels: {},
})

const windows = (defaultIsolation: 'process' | 'hyperv') => ({ os: 'windows', defaultIsolation }) as const
const linux = { os: 'linux', defaultIsolation: null } as const

describe('K3: what is offered', () => {
  it('K3: acts on those containers only from whose state the action leads somewhere', () => {
    const rows = [row('created'), row('running'), row('paused'), row('exited'), row('removing'), row('dead')]
    const states = (kind: Parameters<typeof actedOn>[0]) => actedOn(kind, rows).map(({ state }) => state)
    expect(states('start')).toEqual(['created', 'exited'])
    expect(states('stop')).toEqual(['running', 'paused'])
    expect(states('pause')).toEqual(['running'])
    expect(states('unpause')).toEqual(['paused'])
    expect(states('remove')).toEqual(['created', 'running', 'paused', 'exited', 'dead'])
    expect(isPossible('kill', row('exited'))).toBe(false)
  })

  it('K3: does not offer to pause under process isolation', () => {
    expect(isOffered('pause', linux)).toBe(true)
    expect(isOffered('pause', windows('process'))).toBe(false)
    expect(isOffered('pause', windows('process'), 'hyperv')).toBe(true)
    expect(isOffered('pause', windows('hyperv'))).toBe(true)
    expect(isOffered('pause', windows('hyperv'), 'process')).toBe(false)
    expect(isOffered('stop', windows('process'))).toBe(true)
  })

  it('K3: asks to stop first for what Windows refuses of a running container', () => {
    const running = row('running')
    for (const what of ['changes', 'commit'] as const) {
      expect(mustStopFirst(what, running, windows('process'), 'default')).toBe(true)
      expect(mustStopFirst(what, row('exited'), windows('process'), 'default')).toBe(false)
      expect(mustStopFirst(what, running, linux, '')).toBe(false)
    }
    expect(mustStopFirst('files', running, windows('process'), 'default')).toBe(false)
    expect(mustStopFirst('files', running, windows('hyperv'), 'default')).toBe(true)
    expect(mustStopFirst('files', running, windows('hyperv'), 'process')).toBe(false)
    expect(mustStopFirst('files', running, windows('process'), 'hyperv')).toBe(true)
  })
})
