import { describe, expect, it } from 'vitest'
import { toUpdateBody } from '../../../../main/engine/container-changes.ts'
import { toEquivalent } from '../../../../preload/contract/command-line/print.ts'
import {
  type LimitsForm,
  type LimitsNow,
  limitsAction,
  readLimits,
} from '../../../../renderer/pages/containers/dialogs/limits.ts'

const MIB = 2 ** 20
const host = { cpus: 4, memory: 8192 * MIB, os: 'linux' } as const
const free: LimitsNow = { cpus: null, memory: 0, memorySwap: 0, policy: 'no', retries: 0 }
const form = (change: Partial<LimitsForm>): LimitsForm => ({
  cpus: '',
  memory: '',
  policy: 'no',
  retries: '0',
  ...change,
})

describe('K3: limits as typed', () => {
  it('K3: gives only what differs', () => {
    expect(readLimits(form({}), free, host)).toEqual({ limits: {}, problems: {}, changed: false })
    expect(readLimits(form({ cpus: '1.5', memory: '512m' }), free, host).limits).toEqual({
      cpus: 1.5,
      memory: 512 * MIB,
    })
    expect(readLimits(form({ policy: 'on-failure', retries: '3' }), free, host).limits).toEqual({
      restartPolicy: { name: 'on-failure', maximumRetryCount: 3 },
    })
  })

  it('K3: does not offer to take a memory limit away, which the engine cannot', () => {
    const limited = { ...free, memory: 64 * MIB, memorySwap: 128 * MIB, cpus: 2 }
    const { limits, problems } = readLimits(form({}), limited, host)
    expect(problems.memory).toBeDefined()
    expect(limits.memory).toBeUndefined()
    // A limit of processors can be.
    expect(limits.cpus).toBe(0)
  })

  it('K3: says what is wrong', () => {
    expect(readLimits(form({ cpus: '9' }), free, host).problems.cpus).toContain('4')
    expect(readLimits(form({ cpus: '0.0001' }), free, host).problems.cpus).toBeDefined()
    expect(readLimits(form({ cpus: 'many' }), free, host).problems.cpus).toBeDefined()
    expect(readLimits(form({ memory: '5m' }), free, host).problems.memory).toContain('6m')
    expect(readLimits(form({ memory: '9g' }), free, host).problems.memory).toContain('8 GiB')
    expect(readLimits(form({ policy: 'on-failure', retries: '-1' }), free, host).problems.retries).toBeDefined()
  })

  it('K3: leaves limits alone on Windows, which refuses them', () => {
    const windows = { ...host, os: 'windows' } as const
    expect(readLimits(form({ cpus: '1', memory: '64m', policy: 'always' }), free, windows).limits).toEqual({
      restartPolicy: { name: 'always' },
    })
  })

  it('H11: the command shown takes the same swap along as the window sends', () => {
    for (const now of [
      free,
      { ...free, memory: 64 * MIB, memorySwap: -1 },
      { ...free, memory: 64 * MIB, memorySwap: 100 * MIB },
      { ...free, memory: 64 * MIB, memorySwap: 128 * MIB },
    ]) {
      const memory = 256 * MIB
      const sent = toUpdateBody({ memory }, { Memory: now.memory, MemorySwap: now.memorySwap }, host) as {
        MemorySwap: number
      }
      const action = limitsAction('web', { memory }, now, host.cpus)
      expect(action).toMatchObject({ memory, memorySwap: sent.MemorySwap })
    }
    const without = limitsAction('web', { cpus: 0 }, { ...free, cpus: 1 }, host.cpus)
    expect(toEquivalent(without).posix).toBe('docker update --cpus 4 web')
  })
})
