import { describe, expect, test } from 'vitest'
import type { EngineFacts } from '../../../../preload/contract/machines.ts'
import { machineSummary } from '../../../../renderer/frame/machine-summary.ts'

const facts = (operatingSystem: string, defaultIsolation: EngineFacts['defaultIsolation']) =>
  ({ operatingSystem, defaultIsolation }) as EngineFacts

describe('C1: what stands beside the name of a connection', () => {
  test.each([
    [
      'Microsoft Windows Server 2022 Datacenter Version 21H2 (OS Build 20348.4294)',
      'process',
      'Windows Server 2022, build 20348.4294 · process isolation',
    ],
    [
      'Microsoft Windows 11 Version 24H2 (OS Build 26100.4061)',
      'hyperv',
      'Windows 11, build 26100.4061 · Hyper-V isolation',
    ],
    ['Microsoft Windows Server Version 21H2 (OS Build 20348.2700)', null, 'Windows Server, build 20348.2700'],
    ['Debian GNU/Linux 12 (bookworm)', null, 'Debian GNU/Linux 12 (bookworm)'],
  ] as const)('C1: %s', (operatingSystem, isolation, summary) => {
    expect(machineSummary({ facts: facts(operatingSystem, isolation) })).toBe(summary)
  })

  test('C1: nothing while the engine has not said', () => {
    expect(machineSummary({ facts: null })).toBe('')
  })
})
