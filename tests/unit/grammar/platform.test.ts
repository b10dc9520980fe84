import { describe, expect, it } from 'vitest'
import { defaultIsolation, imageMatrix, judgePlatform } from '../../../preload/contract/grammar/platform.ts'
import { windowsHosts } from '../../../preload/contract/grammar/windows-releases.ts'

const images = [14393, 17763, 20348, 26100] as const

/** Written by hand from Microsoft's table and hcsshim's rule: per image `P` process, `p` process with a warning, `H`, `h`. */
const expected: Record<string, readonly [string, string, string, string]> = {
  'Windows Server 2016': ['PH', '', '', ''],
  'Windows Server 2019': ['H', 'PH', '', ''],
  'Windows Server 2022': ['H', 'H', 'PH', ''],
  'Windows Server 23H2': ['', '', 'PH', ''],
  'Windows Server 2025': ['H', 'H', 'PH', 'PH'],
  'Windows 10 1809': ['H', 'H', '', ''],
  'Windows 10 22H2': ['H', 'H', '', ''],
  'Windows 11 21H2': ['H', 'H', 'pH', ''],
  'Windows 11 22H2': ['H', 'H', 'pH', ''],
  'Windows 11 23H2': ['H', 'H', 'pH', ''],
  'Windows 11 24H2': ['H', 'H', 'pH', 'pH'],
  'Windows 11 25H2': ['H', 'H', 'H', 'ph'],
}
const letters = { process: { ok: 'P', warn: 'p', refuse: '' }, hyperv: { ok: 'H', warn: 'h', refuse: '' } }

describe('K2: the host and image rule, every pair', () => {
  const pairs = windowsHosts.flatMap((host) => images.map((image, column) => ({ ...host, image, column })))
  it.each(pairs)('K2: $name with a build $image image', ({ name, build, kind, image, column }) => {
    const host = { hostBuild: build, hostKind: kind, hostRevision: 1, hypervisor: true }
    const process = judgePlatform(host, image, 'process', 1)
    const hyperv = judgePlatform(host, image, 'hyperv', 1)
    expect(letters.process[process.verdict] + letters.hyperv[hyperv.verdict]).toBe(expected[name]?.[column])
    for (const judged of [process, hyperv]) {
      expect(judged.reason).not.toBe('')
      expect(judged.remedy === '').toBe(judged.verdict === 'ok')
    }
    const offered = process.verdict === 'refuse' && hyperv.verdict !== 'refuse' ? 'hyperv' : undefined
    expect(process.offer).toBe(offered)
  })

  it.each(pairs)('K2: $name, default isolation, a build $image image: as its default', ({ build, kind, image }) => {
    const host = { hostBuild: build, hostKind: kind, hostRevision: 1, hypervisor: true }
    expect(judgePlatform(host, image, 'default', 1)).toEqual(judgePlatform(host, image, defaultIsolation(host), 1))
  })

  it.each(pairs)(
    'K2: $name without a hypervisor never runs a build $image image under Hyper-V',
    ({ build, kind, image }) => {
      const host = { hostBuild: build, hostKind: kind, hostRevision: 1, hypervisor: false }
      const hyperv = judgePlatform(host, image, 'hyperv', 1)
      expect(hyperv.verdict).toBe('refuse')
      expect(judgePlatform(host, image, 'process', 1).offer).toBeUndefined()
      if (image <= build && hyperv.reason.includes('0xc0351000')) {
        const process = judgePlatform(host, image, 'process', 1).verdict
        expect(hyperv.offer).toBe(process === 'refuse' ? undefined : 'process')
      }
    },
  )
})

describe('K2: what the table does not say', () => {
  const server = { hostKind: 'server', hypervisor: true } as const
  it('K2: Server 2016 compares revisions', () => {
    const host = { ...server, hostBuild: 14393, hostRevision: 8066 }
    expect(judgePlatform(host, 14393, 'process', 8066).verdict).toBe('ok')
    expect(judgePlatform(host, 14393, 'process', 8000)).toMatchObject({ verdict: 'refuse', offer: 'hyperv' })
    expect(judgePlatform(host, 14393, 'process').verdict).toBe('warn')
  })
  it('K2: an image revision newer than the host is a warning', () => {
    const host = { ...server, hostBuild: 20348, hostRevision: 100 }
    expect(judgePlatform(host, 20348, 'process', 101)).toMatchObject({ verdict: 'warn' })
    expect(judgePlatform(host, 20348, 'hyperv', 101)).toMatchObject({ verdict: 'warn' })
    expect(judgePlatform(host, 20348, 'process', 99)).toMatchObject({ verdict: 'ok' })
  })
  it('K2: a Server after 2025 takes 2025 images with a warning and 2022 only under Hyper-V', () => {
    const host = { ...server, hostBuild: 26491 }
    expect(judgePlatform(host, 26100, 'process').verdict).toBe('warn')
    expect(judgePlatform(host, 20348, 'process')).toMatchObject({ verdict: 'refuse', offer: 'hyperv' })
    expect(judgePlatform(host, 20348, 'hyperv').verdict).toBe('warn')
  })
  it("K2: an engine's own default isolation is followed", () => {
    const host = { hostBuild: 20348, hostKind: 'server', defaultIsolation: 'hyperv' } as const
    expect(judgePlatform(host, 17763, 'default')).toMatchObject({ verdict: 'ok', isolation: 'hyperv' })
  })
  it('I2: the matrix has a cell for each host and image', () => {
    const { images: columns, rows } = imageMatrix()
    expect(columns.map(({ build }) => build)).toEqual([...images])
    expect(rows).toHaveLength(windowsHosts.length)
    expect(rows.every(({ cells }) => cells.length === 4)).toBe(true)
    expect(rows[0]?.cells[0]).toMatchObject({ process: { verdict: 'ok' }, hyperv: { verdict: 'ok' } })
  })
})
