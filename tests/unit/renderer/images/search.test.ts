import { describe, expect, test } from 'vitest'
import { parseImageReference } from '../../../../preload/contract/grammar/image-reference.ts'
import type { PlatformHost } from '../../../../preload/contract/grammar/platform.ts'
import type { TagDetails } from '../../../../preload/contract/registries.ts'
import { catalogueCommand, listCommand } from '../../../../renderer/pages/images/search/equivalents.ts'
import { hostIn, registriesOf, repositoryIn } from '../../../../renderer/pages/images/search/repository-names.ts'
import { describePlatforms, judgeTag } from '../../../../renderer/pages/images/search/tag-fit.ts'
import { beginningFirst, matchingNames, newestFirst } from '../../../../renderer/pages/images/search/use-names.ts'

const host: PlatformHost = { hostBuild: 20348, hostKind: 'server', hostRevision: 2700 }
const today = new Date('2026-11-28')
const windows = (osVersion: string) => ({
  os: 'windows',
  architecture: 'amd64',
  osVersion,
  build: Number(osVersion.split('.')[2]),
  variant: '',
})
const linux = { os: 'linux', architecture: 'amd64', osVersion: '', build: null, variant: '' }
const told = (platforms: TagDetails['platforms'], problem: TagDetails['problem'] = null): TagDetails => ({
  tag: 't',
  platforms,
  size: 1,
  digest: null,
  problem,
})
const explained = (code: string) => ({ code, message: `It is ${code}.`, cause: '', remedy: 'Do.', detail: '' })

function judge(name: string, details: TagDetails | null, engine: 'windows' | 'linux' = 'windows') {
  const parsed = parseImageReference(name)
  if (!parsed.ok) throw new Error(name)
  return judgeTag(parsed.value, details, engine, engine === 'windows' ? host : null, today)
}

describe('I3: whether a tag runs here', () => {
  const core = 'mcr.microsoft.com/windows/servercore'

  test('I3: by the registry’s word, the host × image rule judges each Windows build', () => {
    expect(judge(`${core}:a`, told([windows('10.0.20348.2700')]))).toMatchObject({ kind: 'runs' })
    expect(judge(`${core}:a`, told([windows('10.0.20348.4405')]))).toMatchObject({
      kind: 'care',
      reason: expect.stringContaining('newer revision (4405)'),
    })
    expect(judge(`${core}:a`, told([windows('10.0.17763.8027')]))).toMatchObject({ kind: 'hyperv' })
    expect(judge(`${core}:a`, told([windows('10.0.26100.1')], explained('no-matching-manifest')))).toMatchObject({
      kind: 'no',
      reason: expect.stringContaining('newer than Windows Server 2022'),
    })
    // Of several the best counts, as the engine chooses.
    const many = told([windows('10.0.26100.1'), windows('10.0.20348.2700'), linux])
    expect(judge('team/app:1', many)).toMatchObject({ kind: 'runs' })
    expect(judge('nginx:1', told([linux], explained('no-matching-manifest')))).toMatchObject({
      kind: 'no',
      reason: 'Made for Linux; the engine runs Windows containers.',
    })
  })

  test('I3: before the registry answers, a base image’s tag tells its build; any other waits', () => {
    expect(judge(`${core}:ltsc2025`, null).kind).toBe('no')
    expect(judge(`${core}:ltsc2022`, null).kind).toBe('runs')
    expect(judge(`${core}:ltsc2019-amd64`, null).kind).toBe('hyperv')
    expect(judge('nginx:1', null).kind).toBe('asking')
    expect(judge(`${core}:ltsc2022`, null, 'linux').kind).toBe('no')
  })

  test('I3: on a Linux engine system and processor decide; what is not told is not claimed', () => {
    expect(judge('nginx:1', told([linux]), 'linux').kind).toBe('runs')
    const arm = { ...linux, architecture: 'arm64' }
    expect(judge('nginx:1', told([arm], explained('no-matching-manifest')), 'linux').kind).toBe('no')
    expect(judge('nginx:1', told([], explained('registry-rate-limit')), 'linux')).toEqual({
      kind: 'unknown',
      reason: 'It is registry-rate-limit.',
    })
    expect(judge('nginx:1', told([]), 'linux').kind).toBe('unknown')
  })

  test('I3: systems in a line, the engine’s first, each once', () => {
    const many = [linux, { ...linux, architecture: 'arm64', variant: 'v8' }, windows('10.0.20348.1'), linux]
    expect(describePlatforms(many, 'windows')).toBe('10.0.20348.1 amd64, linux/amd64 and 1 more')
    expect(describePlatforms(many, 'linux', 9)).toBe('linux/amd64, linux/arm64/v8, 10.0.20348.1 amd64')
    expect(describePlatforms([], 'linux')).toBe('')
  })
})

describe('I3: names of registries and repositories', () => {
  test('I3: tags as they are looked for', () => {
    const tags = ['1.9', '1.29-alpine', 'latest', '1.29', '1.10', 'ltsc2022-amd64', 'ltsc2025', 'ltsc2022']
    expect(newestFirst(tags)).toEqual([
      'latest',
      'ltsc2025',
      'ltsc2022',
      'ltsc2022-amd64',
      '1.29',
      '1.29-alpine',
      '1.10',
      '1.9',
    ])
  })

  test('I3: a filter of several words; twenty thousand names in a moment', () => {
    const names = Array.from({ length: 20_000 }, (_, n) => `team-${n % 10}/Image-${n}`)
    const started = performance.now()
    expect(matchingNames(names, 'image-19999 TEAM')).toEqual(['team-9/Image-19999'])
    expect(newestFirst(names)).toHaveLength(20_000)
    expect(performance.now() - started).toBeLessThan(2000)
    expect(matchingNames(names, '  ')).toBe(names)
    expect(beginningFirst(['a', 'windows/b', 'c', 'windows/a'], 'windows/')).toEqual([
      'windows/b',
      'windows/a',
      'a',
      'c',
    ])
  })

  test('I3: a repository that a catalogue does not tell is reached by its name', () => {
    expect(repositoryIn('docker.io', 'nginx')).toBe('nginx')
    expect(repositoryIn('docker.io', 'hholt/notes:1.0')).toBe('hholt/notes')
    expect(repositoryIn('mcr.microsoft.com', 'windows/server')).toBe('mcr.microsoft.com/windows/server')
    expect(repositoryIn('mcr.microsoft.com', 'mcr.microsoft.com/windows/server:ltsc2022')).toBe(
      'mcr.microsoft.com/windows/server',
    )
    expect(repositoryIn('docker.io', 'two words')).toBeNull()
    expect(repositoryIn('docker.io', '')).toBeNull()
  })

  test('I3: registries from which images came, and addresses as people paste them', () => {
    const rows = [
      { tags: ['nginx:1', 'registry.lab:5000/a:1'], digests: [] },
      { tags: [], digests: [`ghcr.io/b/c@sha256:${'0'.repeat(64)}`] },
      { tags: ['mcr.microsoft.com/windows/server:ltsc2022'], digests: [] },
    ]
    expect(registriesOf(rows)).toEqual(['ghcr.io', 'registry.lab:5000'])
    expect(hostIn(' https://registry.lab:5000/v2/_catalog ')).toBe('registry.lab:5000')
  })

  test('H11, I3: lists have an equivalent in curl and PowerShell, where anybody may ask', () => {
    expect(catalogueCommand('mcr.microsoft.com')).toEqual({
      posix: 'curl -s https://mcr.microsoft.com/v2/_catalog',
      powershell: 'Invoke-RestMethod -Uri https://mcr.microsoft.com/v2/_catalog',
      cmd: 'curl.exe -s https://mcr.microsoft.com/v2/_catalog',
    })
    expect(listCommand('127.0.0.1:5000/team/app')?.posix).toBe('curl -s http://127.0.0.1:5000/v2/team/app/tags/list')
    expect(listCommand('nginx')).toBeNull()
  })
})
