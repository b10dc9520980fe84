import { describe, expect, it } from 'vitest'
import type { ImageRow } from '../../../../preload/contract/images.ts'
import type { EngineFacts } from '../../../../preload/contract/machines.ts'
import { joinArgv, splitArgv } from '../../../../renderer/pages/containers/create/argv.ts'
import { findLocalImage, hostOf, judgeImage } from '../../../../renderer/pages/containers/create/image-fit.ts'
import { mayShareNetwork, networkProblems } from '../../../../renderer/pages/containers/create/network-sharing.ts'
import { mergePairs, readPairs } from '../../../../renderer/pages/containers/create/pairs.ts'
import { fieldsOf, offers, stepOf, steps } from '../../../../renderer/pages/containers/create/steps.ts'

const windows: EngineFacts = {
  os: 'windows',
  operatingSystem: 'Microsoft Windows Server Version 21H2 (OS Build 20348.2700)',
  build: 20348,
  windowsClient: false,
  architecture: 'x86_64',
  version: '29.3.0',
  apiVersion: '1.54',
  maxApiVersion: '1.54',
  minApiVersion: '1.40',
  defaultIsolation: 'process',
  hostName: 'HOST',
  cpus: 4,
  memory: 2 ** 34,
  storageDriver: 'windowsfilter',
  dataFolder: 'C:\\ProgramData\\docker',
  registry: '',
}
const image = (build: number) => ({ os: 'windows', osVersion: `10.0.${build}.2700`, build, architecture: 'amd64' })

describe('K2: an engine is offered what it takes', () => {
  it('K2: Windows-only fields never appear on a Linux engine, nor the reverse', () => {
    const all = (os: 'linux' | 'windows') => steps.flatMap((step) => fieldsOf(step, { os, apiVersion: '1.41' }))
    const only = (one: string[], other: string[]) => one.filter((field) => !other.includes(field)).sort()
    const [onLinux, onWindows] = [all('linux'), all('windows')]
    expect(only(onWindows, onLinux)).toEqual(['cpuKind', 'credentialSpec', 'isolation', 'storageSize'])
    expect(only(onLinux, onWindows)).toEqual(['capAdd', 'capDrop', 'init', 'privileged', 'readOnlyRootfs'])
    expect(stepOf('credentialSpec')).toBe('limits')
  })
  it('K2: a platform is offered from API 1.41 on', () => {
    expect(offers({ os: 'linux', apiVersion: '1.40' }, 'platform')).toBe(false)
    expect(offers({ os: 'linux', apiVersion: '1.41' }, 'platform')).toBe(true)
  })
})

describe('K2, H2: image and host are judged before create', () => {
  it('K2: an older image under process isolation is refused and Hyper-V isolation offered', () => {
    expect(judgeImage(windows, image(17763), 'default')).toMatchObject({ verdict: 'refuse', offer: 'hyperv' })
    expect(judgeImage(windows, image(17763), 'hyperv')).toMatchObject({ verdict: 'ok' })
  })
  it('K2: a newer image is refused under both, without an offer that would not help', () => {
    for (const isolation of ['process', 'hyperv'] as const) {
      const fit = judgeImage(windows, image(26100), isolation)
      expect(fit).toMatchObject({ verdict: 'refuse' })
      expect(fit?.offer).toBeUndefined()
    }
  })
  it('K2: the matching image fits; revisions are compared', () => {
    expect(judgeImage(windows, image(20348), 'default')).toMatchObject({ verdict: 'ok' })
    expect(judgeImage(windows, { ...image(20348), osVersion: '10.0.20348.9999' }, 'default')?.verdict).toBe('warn')
    expect(hostOf(windows)).toMatchObject({ hostBuild: 20348, hostKind: 'server', hostRevision: 2700 })
  })
  it('K2: an image of the other system is refused in words', () => {
    const fit = judgeImage(windows, { os: 'linux', osVersion: '', build: null, architecture: 'amd64' }, 'default')
    expect(fit?.reason).toBe('This is a Linux image; this engine runs Windows containers.')
  })
})

describe('K2: the typed image is looked for on the engine', () => {
  const digest = `sha256:${'b'.repeat(64)}`
  const row: ImageRow = {
    id: `sha256:${'a'.repeat(64)}`,
    tags: ['busybox:latest', 'registry.test:5000/team/app:1'],
    digests: [`busybox@${digest}`],
    size: 1,
    created: 0,
    usedBy: [],
    dangling: false,
  }
  it.each([
    'busybox',
    'docker.io/library/busybox:latest',
    'registry.test:5000/team/app:1',
    `busybox@${digest}`,
    'aaaaaaaaaaaa',
    row.id,
  ])('K2: %s is found', (typed) => expect(findLocalImage([row], typed)).toBe(row))
  it.each(['', 'busybox:1', 'alpine', 'bbbbbbbbbbbb'])('K2: "%s" is not', (typed) =>
    expect(findLocalImage([row], typed)).toBeUndefined(),
  )
})

describe('K2: commands are split as shown', () => {
  const words = (text: string, os: 'linux' | 'windows') => {
    const argv = splitArgv(text, os)
    return argv.ok ? argv.value.words : argv.problem.message
  }
  it('K2: quotes, backslashes and JSON lists', () => {
    expect(words("sh -c 'a b'", 'linux')).toEqual(['sh', '-c', 'a b'])
    expect(words('cmd /c dir "C:\\Program Files" D:\\x', 'windows')).toEqual([
      'cmd',
      '/c',
      'dir',
      'C:\\Program Files',
      'D:\\x',
    ])
    expect(words('["a", "b c", ""]', 'linux')).toEqual(['a', 'b c', ''])
    expect(words("'open", 'linux')).toBe('A quote is not closed')
  })
  it.each(['linux', 'windows'] as const)('K2: any words are written so that they are read again (%s)', (os) => {
    for (const argv of [['a b', '"', "'"], ['[x]'], ['["x"]'], ['\\', 'a\\'], ['a\nb', '%x%', '$y', '^', '|'], ['']]) {
      expect(words(joinArgv(argv, os), os)).toEqual(argv)
    }
  })
})

it('K2: pasted lines become variables, known names take the new value', () => {
  const { rows, refused } = readPairs('# note\r\nA=1\r\n\r\n B=x=y \nnothing\n=1')
  expect(rows).toEqual([
    { name: 'A', value: '1' },
    { name: 'B', value: 'x=y ' },
  ])
  expect(refused).toEqual(['nothing', '=1'])
  expect(
    mergePairs(
      [
        { name: 'A', value: '0' },
        { name: '', value: '' },
      ],
      rows,
    ),
  ).toEqual(rows)
})

describe('K2: sharing the network of another container', () => {
  it('K2: it is not offered under Hyper-V isolation, also when that is the default, and one chosen before is marked', () => {
    const server = { os: 'windows', defaultIsolation: 'process' } as const
    const client = { os: 'windows', defaultIsolation: 'hyperv' } as const
    expect(mayShareNetwork({ isolation: 'default' }, server)).toBe(true)
    expect(mayShareNetwork({ isolation: 'hyperv' }, server)).toBe(false)
    expect(mayShareNetwork({ isolation: 'default' }, client)).toBe(false)
    expect(mayShareNetwork({ isolation: 'process' }, client)).toBe(true)
    expect(networkProblems({ isolation: 'hyperv', network: 'container:a' }, server)).toHaveLength(1)
    expect(networkProblems({ isolation: 'hyperv', network: 'nat' }, server)).toEqual([])
  })
  it('K2: the container must be named', () => {
    const linux = { os: 'linux', defaultIsolation: null } as const
    expect(networkProblems({ isolation: 'default', network: 'container:' }, linux)).toHaveLength(1)
    expect(networkProblems({ isolation: 'default', network: 'container:web' }, linux)).toEqual([])
  })
})
