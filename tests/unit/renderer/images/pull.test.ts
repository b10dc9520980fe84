import { describe, expect, it } from 'vitest'
import { parseImageReference } from '../../../../preload/contract/grammar/image-reference.ts'
import type { PullCheck } from '../../../../preload/contract/images.ts'
import type { EngineFacts } from '../../../../preload/contract/machines.ts'
import type { TaskPart } from '../../../../preload/contract/tasks.ts'
import { revisionOf, windowsHostOf } from '../../../../renderer/pages/images/pull/host.ts'
import { judgePull } from '../../../../renderer/pages/images/pull/judge-pull.ts'
import { layerProgress, layerShares } from '../../../../renderer/pages/images/pull/layer-progress.ts'

const today = new Date('2026-11-28')
const host2022 = { hostBuild: 20348, hostKind: 'server', hostRevision: 2762 } as const

function read(text: string) {
  const parsed = parseImageReference(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.value
}

function told(...platforms: [os: string, osVersion: string][]): PullCheck {
  return {
    reference: '',
    platforms: platforms.map(([os, osVersion]) => ({
      os,
      osVersion,
      architecture: 'amd64',
      variant: '',
      build: os === 'windows' ? Number(osVersion.split('.')[2]) : null,
    })),
    size: null,
    digest: null,
    problem: null,
  }
}

describe('I2: what is told before a pull', () => {
  it('I2: a base image newer than the host is refused by its tag alone', () => {
    const verdict = judgePull(read('mcr.microsoft.com/windows/servercore:ltsc2025'), null, 'windows', host2022, today)
    expect(verdict.fit?.verdict).toBe('refuse')
    expect(verdict.support?.state).toBe('mainstream')
  })

  it('I2: of several builds in one list the fitting one counts', () => {
    const check = told(['windows', '10.0.26100.1'], ['windows', '10.0.20348.100'], ['linux', ''])
    const verdict = judgePull(read('hello-world'), check, 'windows', host2022, today)
    expect(verdict).toMatchObject({ wrongOs: null, fit: { verdict: 'ok', isolation: 'process' } })
  })

  it('I2: a newer revision than the host has is a warning', () => {
    const verdict = judgePull(read('app/x:1'), told(['windows', '10.0.20348.9999']), 'windows', host2022, today)
    expect(verdict.fit?.verdict).toBe('warn')
  })

  it('I2: an image for the other system is told, both ways', () => {
    expect(judgePull(read('alpine'), told(['linux', '']), 'windows', host2022, today).wrongOs).toBe('linux')
    const base = read('mcr.microsoft.com/windows/nanoserver:ltsc2022')
    expect(judgePull(base, null, 'linux', null, today).wrongOs).toBe('windows')
  })

  it('I2: the tag of another repository says nothing about Windows builds', () => {
    expect(judgePull(read('team/app:ltsc2025'), null, 'windows', host2022, today).fit).toBeNull()
  })

  it('I2: the host is read from what the engine says, its revision too', () => {
    const facts = {
      os: 'windows',
      build: 26100,
      windowsClient: true,
      operatingSystem: 'Microsoft Windows 11 Version 24H2 (OS Build 26100.4061)',
      defaultIsolation: 'hyperv',
    } as EngineFacts
    expect(windowsHostOf(facts)).toEqual({
      hostBuild: 26100,
      hostKind: 'client',
      hostRevision: 4061,
      defaultIsolation: 'hyperv',
    })
    expect(windowsHostOf({ ...facts, os: 'linux' })).toBeNull()
    expect(revisionOf('10.0.20348.2762')).toBe(2762)
    expect(revisionOf('10.0.20348')).toBeUndefined()
  })
})

describe('I2: layers of a running pull', () => {
  const part = (state: TaskPart['state'], done: number, total: number): TaskPart => ({
    id: 'a',
    label: 'a',
    state,
    done,
    total,
  })

  it('I2: fetching comes before unpacking, and an unknown size claims nothing', () => {
    expect(layerProgress(part('downloading', 5, 10))).toEqual({ fetched: 0.5, unpacked: 0 })
    expect(layerProgress(part('downloading', 5, 0))).toEqual({ fetched: 0, unpacked: 0 })
    expect(layerProgress(part('extracting', 2, 10))).toEqual({ fetched: 1, unpacked: 0.2 })
    expect(layerProgress(part('present', 0, 0))).toEqual({ fetched: 1, unpacked: 1 })
  })

  it('I2: pieces of the bar sum to the whole, and the smallest layer can be seen', () => {
    const shares = layerShares([part('waiting', 0, 0), part('done', 1000, 1000), part('done', 1, 1)])
    expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1)
    expect(Math.min(...shares)).toBeGreaterThan(0.015)
    expect(layerShares([part('waiting', 0, 0), part('waiting', 0, 0)])).toEqual([0.5, 0.5])
  })
})
