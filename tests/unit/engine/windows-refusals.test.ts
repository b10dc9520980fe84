import { describe, expect, it } from 'vitest'
import { actOnContainers } from '../../../main/engine/container-actions.ts'
import {
  commitContainer,
  containerChanges,
  toUpdateBody,
  updateLimits,
} from '../../../main/engine/container-changes.ts'
import type { EngineLink } from '../../../main/engine/link.ts'
import { windowsRefusal } from '../../../main/engine/windows-refusals.ts'
import { SlipwayError } from '../../../preload/contract/explained.ts'
import { testLink } from '../../support/test-link.ts'

const server = { os: 'windows', defaultIsolation: 'process' } as const
const client = { os: 'windows', defaultIsolation: 'hyperv' } as const

/** A Windows engine that answers inspect with this state and notes whatever else is asked. */
function windowsLink(running: boolean, isolation: string) {
  const asked: string[] = []
  const base = testLink('/nonexistent', { facts: { os: 'windows', defaultIsolation: 'process' } })
  const inspect = { Id: 'a', Name: '/a', State: { Running: running }, HostConfig: { Isolation: isolation }, Config: {} }
  const dial = (call: { path: string; method: string }, done: (error: unknown, data: unknown) => void) => {
    asked.push(`${call.method} ${call.path.replace(/\?.*/, '')}`)
    done(null, call.path.startsWith('/containers/a/json') ? inspect : {})
  }
  const link = { ...base, connected: true, client: () => ({ modem: { dial } }) } as unknown as EngineLink
  return { link, asked }
}

const explained = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (failure: unknown) => failure,
  )
  if (!(error instanceof SlipwayError)) throw new Error('It was not refused as known')
  return error.explained
}

describe('What a Windows engine refuses', () => {
  it('K3: the rule of windows-containers: pause, limits, changes, commit and files by isolation and state', () => {
    const running = { running: true, isolation: 'default' }
    const stopped = { running: false, isolation: 'default' }
    for (const what of ['pause', 'limits', 'changes', 'commit', 'files'] as const) {
      expect(windowsRefusal(what, running, { os: 'linux', defaultIsolation: null })).toBeNull()
    }
    expect(windowsRefusal('limits', stopped, server)).toBe('windows-not-supported')
    expect(windowsRefusal('pause', running, server)).toBe('windows-not-supported')
    expect(windowsRefusal('pause', running, client)).toBeNull()
    expect(windowsRefusal('pause', { running: true, isolation: 'hyperv' }, server)).toBeNull()
    expect(windowsRefusal('pause', { running: true, isolation: 'process' }, client)).toBe('windows-not-supported')
    expect(windowsRefusal('changes', running, server)).toBe('windows-stop-first')
    expect(windowsRefusal('changes', stopped, server)).toBeNull()
    expect(windowsRefusal('commit', running, client)).toBe('windows-stop-first')
    expect(windowsRefusal('commit', stopped, client)).toBeNull()
    expect(windowsRefusal('files', running, client)).toBe('windows-stop-first')
    expect(windowsRefusal('files', running, server)).toBeNull()
    expect(windowsRefusal('files', stopped, client)).toBeNull()
  })

  it('K3: commit and changes of a running container are refused with "stop first" as a button, unasked', async () => {
    const { link, asked } = windowsLink(true, 'process')
    const options = { reference: 'a:b', message: '', author: '', pause: false }
    const stop = { kind: 'stop-container', machine: 'test', container: 'a' }
    expect(await explained(commitContainer(link, 'a', options))).toMatchObject({
      code: 'windows-stop-first',
      action: stop,
    })
    expect(await explained(containerChanges(link, 'a'))).toMatchObject({ code: 'windows-stop-first', action: stop })
    expect(new Set(asked)).toEqual(new Set(['GET /containers/a/json']))
  })

  it('K3: pausing a process-isolated container is refused as that container’s own result', async () => {
    const { link, asked } = windowsLink(true, '')
    const [result] = await actOnContainers(link, ['a'], { kind: 'pause' })
    expect(result?.error?.code).toBe('windows-not-supported')
    const hyperv = windowsLink(true, 'hyperv')
    expect(await actOnContainers(hyperv.link, ['a'], { kind: 'pause' })).toEqual([{ container: 'a', error: null }])
    expect(asked).toEqual(['GET /containers/a/json'])
  })

  it('K3: limits are refused, a restart policy alone is not', async () => {
    const { link, asked } = windowsLink(false, 'process')
    expect(await explained(updateLimits(link, 'a', { memory: 1 }))).toMatchObject({ code: 'windows-not-supported' })
    expect(await updateLimits(link, 'a', { restartPolicy: { name: 'always' } })).toEqual({ warnings: [] })
    expect(asked).toContain('POST /containers/a/update')
  })

  it('K3: the update body never holds the zeros and -1 that the engine takes otherwise', () => {
    const host = { cpus: 8, memory: 16e9 }
    expect(toUpdateBody({ cpus: 1.5 }, {}, host)).toEqual({ NanoCpus: 1_500_000_000 })
    expect(toUpdateBody({ cpus: 0, memory: 0 }, {}, host)).toEqual({ NanoCpus: 8e9, Memory: 16e9, MemorySwap: 32e9 })
    const at = (Memory: number, MemorySwap: number) => toUpdateBody({ memory: 100 }, { Memory, MemorySwap }, host)
    expect(at(50, 100)).toEqual({ Memory: 100, MemorySwap: 200 })
    expect(at(50, 60)).toEqual({ Memory: 100, MemorySwap: 110 })
    expect(at(50, -1)).toEqual({ Memory: 100, MemorySwap: -1 })
    expect(toUpdateBody({ restartPolicy: { name: 'on-failure', maximumRetryCount: 2 } }, {}, host)).toEqual({
      RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 },
    })
  })
})
