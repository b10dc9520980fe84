import { describe, expect, it } from 'vitest'
import type { Condition, Evidence, Truth } from '../../../main/setup/condition.ts'
import { interpret, missingReadings } from '../../../main/setup/interpret.ts'

const evidence: Evidence = {
  feature: { objects: [{ InstallState: 'Installed', Depth: 1 }], exitCode: null },
  os: { objects: [{ BuildNumber: '20348', HypervisorPresent: true, Flag: null }], exitCode: null },
  adapters: { objects: [{ Spoofing: 'On' }, { Spoofing: 'Off' }], exitCode: null },
  vm: { objects: [], exitCode: null },
  failed: { objects: null, exitCode: null },
  client: { objects: [{ Value: 'srv1, *.Corp.com' }], exitCode: null },
  validate: { objects: [], exitCode: 0 },
}

describe('H1: conditions over what was looked at', () => {
  it.each<[Condition, Truth]>([
    [{ equals: ['feature.InstallState', 'Installed'] }, true],
    [{ equals: ['feature.InstallState', 'installed'] }, false],
    [{ equals: ['feature.Nothing', 'x'] }, 'unknown'],
    [{ equals: ['os.Flag', null] }, true],
    [{ equals: ['os.HypervisorPresent', true] }, true],
    [{ equals: ['failed.State', 'x'] }, 'unknown'],
    [{ equals: ['vm.State', 'Off'] }, 'unknown'],
    [{ equals: ['vm.State', null] }, 'unknown'],
    [{ atLeast: ['os.BuildNumber', 17763] }, true],
    [{ atLeast: ['os.BuildNumber', 26100] }, false],
    [{ atLeast: ['feature.InstallState', 1] }, 'unknown'],
    [{ in: ['feature.InstallState', ['Available', 'Removed']] }, false],
    [{ listed: ['client.Value', 'srv1.corp.com'] }, true],
    [{ listed: ['client.Value', 'srv2'] }, false],
    [{ listed: ['os.Flag', 'srv1'] }, 'unknown'],
    [{ listed: ['vm.Value', 'srv1'] }, 'unknown'],
    [{ exists: 'vm' }, false],
    [{ exists: 'failed' }, 'unknown'],
    [{ equals: ['adapters.count', 2] }, true],
    [{ equals: ['validate.exitCode', 0] }, true],
    [{ equals: ['feature.exitCode', 0] }, 'unknown'],
    [{ every: ['adapters', { equals: ['Spoofing', 'On'] }] }, false],
    [{ some: ['adapters', { equals: ['Spoofing', 'On'] }] }, true],
    [{ every: ['vm', { equals: ['State', 'Off'] }] }, true],
    [{ every: ['failed', { always: true }] }, 'unknown'],
    [{ not: { exists: 'failed' } }, 'unknown'],
    [{ all: [{ exists: 'failed' }, { exists: 'vm' }] }, false],
    [{ any: [{ exists: 'failed' }, { exists: 'feature' }] }, true],
    [{ all: [{ exists: 'failed' }, { exists: 'feature' }] }, 'unknown'],
    [{ all: [] }, true],
    [{ any: [] }, false],
  ])('H1: %j is %s', (condition, truth) => expect(interpret(condition, evidence)).toBe(truth))

  it.each([
    ['9.3', '9.3', true],
    ['10.0', '9.3', true],
    ['9.0', '9.3', false],
    ['9.3', '9.3.0', false],
    ['8', '8.0', 'unknown'],
    ['none', '8.0', 'unknown'],
  ])('H5: version %s is at least %s: %s', (have, least, truth) => {
    const seen: Evidence = { vm: { objects: [{ Version: have }], exitCode: null } }
    expect(interpret({ versionAtLeast: ['vm.Version', least] }, seen)).toBe(truth)
  })

  it('H1: names the readings that are missing', () => {
    const condition: Condition = { all: [{ equals: ['os.Flag', 'x'] }, { exists: 'failed' }, { exists: 'vm' }] }
    expect(missingReadings(condition, evidence)).toEqual(['os.Flag', 'failed'])
  })

  it('H1: refuses a path that it cannot read', () => {
    expect(() => interpret({ equals: ['feature', 'x'] }, evidence)).toThrow(/Not a path/)
  })
})
