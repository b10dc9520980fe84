import { describe, expect, it } from 'vitest'
import { buildOfTag, judgeSupport, proposeTags } from '../../../preload/contract/grammar/base-images.ts'

const november = new Date('2026-11-28T00:00:00Z')

describe('I2: the base OS picker', () => {
  it.each([
    [14393, 'server', ['servercore:ltsc2016']],
    [17763, 'server', ['servercore:ltsc2019', 'nanoserver:ltsc2019']],
    [20348, 'server', ['servercore:ltsc2022', 'nanoserver:ltsc2022', 'server:ltsc2022']],
    [25398, 'server', ['servercore:ltsc2022', 'nanoserver:ltsc2022', 'server:ltsc2022']],
    [26100, 'server', ['servercore:ltsc2025', 'nanoserver:ltsc2025', 'server:ltsc2025']],
    [26200, 'client', ['servercore:ltsc2022', 'nanoserver:ltsc2022', 'server:ltsc2022']],
    [19045, 'client', ['servercore:ltsc2019', 'nanoserver:ltsc2019']],
  ] as const)('I2: build %i %s is proposed what matches it', (build, hostKind, expected) => {
    const proposals = proposeTags(build, november, { hostKind })
    expect(proposals.filter(({ recommended }) => recommended).map(({ reference }) => reference)).toEqual(
      expected.map((name) => `mcr.microsoft.com/windows/${name}`),
    )
  })
  it('I2: older images are offered under Hyper-V isolation, and not without a hypervisor', () => {
    const with2019 = (hypervisor: boolean) =>
      proposeTags(20348, november, { hypervisor }).find(({ tag }) => tag === 'ltsc2019')
    expect(with2019(true)).toMatchObject({ isolation: 'hyperv', recommended: false, support: { state: 'extended' } })
    expect(with2019(false)).toBeUndefined()
  })
  it.each([
    ['ltsc2025', '2026-11-28', 'mainstream'],
    ['ltsc2022', '2026-10-13', 'mainstream'],
    ['ltsc2022', '2026-10-14', 'extended'],
    ['ltsc2022-KB5066780', '2026-11-28', 'extended'],
    ['10.0.17763.7000', '2026-11-28', 'extended'],
    ['1809-amd64', '2029-01-10', 'ended'],
    ['ltsc2016', '2026-11-28', 'extended'],
    ['ltsc2016', '2027-01-12', 'ended'],
    ['sac2016', '2026-11-28', 'ended'],
    ['KB5066780', '2026-11-28', 'unknown'],
    ['latest', '2026-11-28', 'unknown'],
  ])('I2: %s on %s is in %s support', (tag, day, state) => {
    const support = judgeSupport(tag, new Date(`${day}T12:00:00Z`))
    expect(support.state).toBe(state)
    expect(support.sentence).toMatch(/\.$/)
  })
  it('I2: a tag names its build', () => {
    expect(buildOfTag('ltsc2025')).toBe(26100)
    expect(buildOfTag('10.0.20348.2762-amd64')).toBe(20348)
    expect(buildOfTag('3.20')).toBeUndefined()
  })
})
