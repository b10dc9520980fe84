import { describe, expect, it } from 'vitest'
import { backOff, isFinal } from '../../../main/machines/back-off.ts'
import { engineFacts } from '../../../main/machines/facts.ts'

const windows = (info: Record<string, unknown>) =>
  engineFacts({ Version: '29.1.0', ApiVersion: '1.52', MinAPIVersion: '1.44', Os: 'windows', Arch: 'amd64' }, '1.52', {
    OSType: 'windows',
    Isolation: 'process',
    ...info,
  })

describe('C3: what an engine says of itself', () => {
  it('C3: a Windows Server: build, Server, isolation', () => {
    expect(
      windows({
        OperatingSystem: 'Microsoft Windows Server Version 24H2 (OS Build 26100.4061)',
        OSVersion: '10.0.26100',
        KernelVersion: '10.0 26100 (26100.1.amd64fre.ge_release.240331-1435)',
        Name: 'WIN1',
        NCPU: 8,
        MemTotal: 17_179_869_184,
        Driver: 'windowsfilter',
        DockerRootDir: 'C:\\ProgramData\\docker',
        Architecture: 'x86_64',
      }),
    ).toMatchObject({
      os: 'windows',
      build: 26100,
      windowsClient: false,
      defaultIsolation: 'process',
      hostName: 'WIN1',
      cpus: 8,
      memory: 17_179_869_184,
      storageDriver: 'windowsfilter',
      apiVersion: '1.52',
      minApiVersion: '1.44',
    })
  })

  it('C3: a Windows client, whose default is Hyper-V isolation', () => {
    const facts = windows({
      OperatingSystem: 'Microsoft Windows 11 Pro Version 23H2 (OS Build 22631.3447)',
      OSVersion: '10.0.22631',
      Isolation: 'hyperv',
    })
    expect(facts).toMatchObject({ build: 22631, windowsClient: true, defaultIsolation: 'hyperv' })
  })

  it('C3: older engines tell the build elsewhere', () => {
    expect(windows({ KernelVersion: '10.0 17763 (17763.1.amd64fre.rs5_release.180914-1434)' }).build).toBe(17763)
    expect(windows({ OperatingSystem: 'Windows Server 2019 Datacenter (OS Build 17763.5329)' }).build).toBe(17763)
    expect(windows({})).toMatchObject({ build: null, windowsClient: null })
  })

  it('C3: a Linux engine has none of it', () => {
    const facts = engineFacts({ Version: '20.10.24', ApiVersion: '1.41', MinAPIVersion: '1.12', Os: 'linux' }, '1.41', {
      OSType: 'linux',
      OperatingSystem: 'Debian GNU/Linux 12 (bookworm)',
      KernelVersion: '6.1.0-18-amd64',
      Isolation: '',
    })
    expect(facts).toMatchObject({ os: 'linux', build: null, windowsClient: null, defaultIsolation: null })
  })
})

describe('C4: back-off', () => {
  it('C4: from half a second to half a minute, doubled, a fifth more or less', () => {
    expect([0, 1, 2, 3, 6, 7, 50].map((attempt) => backOff(attempt, () => 0.5))).toEqual([
      500, 1000, 2000, 4000, 30_000, 30_000, 30_000,
    ])
    expect(backOff(0, () => 0)).toBe(400)
    expect(backOff(0, () => 1)).toBe(600)
  })

  it('C4: what no repetition mends is not repeated', () => {
    const final = [
      'tls-wrong-ca',
      'ssh-host-key-changed',
      'ssh-authentication-failed',
      'engine-too-old',
      'secrets-locked',
      'plain-to-tls',
      'pipe-access-denied',
    ]
    expect(final.filter(isFinal)).toEqual(final)
    expect(
      ['connection-refused', 'timed-out', 'host-not-found', 'connection-lost', 'internal'].filter(isFinal),
    ).toEqual([])
  })
})
