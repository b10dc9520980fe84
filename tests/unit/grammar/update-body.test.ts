import { describe, expect, it } from 'vitest'
import { toUpdateBody, updateProblems } from '../../../preload/contract/grammar/update-body.ts'

describe('K3: new limits for a container', () => {
  it('K3: only what changes is sent, swap along with memory', () => {
    expect(toUpdateBody({ cpus: 1.5 })).toEqual({ NanoCpus: 1_500_000_000 })
    expect(toUpdateBody({ memory: 1024 })).toEqual({ Memory: 1024, MemorySwap: 2048 })
    expect(toUpdateBody({ restartPolicy: { name: 'no' } })).toEqual({
      RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
    })
    expect(toUpdateBody({ cpus: 0, memory: 0 })).toEqual({})
  })
  it('K3: what the engine refuses or ignores is said beforehand', () => {
    expect(updateProblems({ cpus: 1, memory: 2 ** 30 }, 'linux')).toEqual([])
    expect(updateProblems({ cpus: 0, memory: 0 }, 'linux')).toHaveLength(2)
    expect(updateProblems({ memory: 2 ** 30 }, 'windows')).toHaveLength(1)
    expect(updateProblems({ restartPolicy: { name: 'always' } }, 'windows')).toEqual([])
  })
})
