import type { EngineOs } from './parsed.ts'

/** New limits of a container that exists: processors with fractions, bytes. An absent one stays as it is. */
export type NewLimits = {
  cpus?: number
  memory?: number
  restartPolicy?: { name: 'no' | 'always' | 'unless-stopped' | 'on-failure'; maximumRetryCount?: number }
}

/** The body of POST /containers/{id}/update. */
export type UpdateBody = {
  NanoCpus?: number
  Memory?: number
  MemorySwap?: number
  RestartPolicy?: { Name: string; MaximumRetryCount: number }
}

/** Swap goes along with memory, twice as much as at creation: without it the engine refuses a limit above the old swap. */
export function swapFor(memory: number): number {
  return memory * 2
}

/** The update body for new limits. A limit of 0 is left out: see `updateProblems`. */
export function toUpdateBody({ cpus, memory, restartPolicy }: NewLimits): UpdateBody {
  return {
    ...(cpus && { NanoCpus: Math.round(cpus * 1e9) }),
    ...(memory && { Memory: memory, MemorySwap: swapFor(memory) }),
    ...(restartPolicy && {
      RestartPolicy: { Name: restartPolicy.name, MaximumRetryCount: restartPolicy.maximumRetryCount ?? 0 },
    }),
  }
}

/**
 * What the engine would refuse, or silently ignore. The update call takes 0 for "unchanged" and refuses negative limits
 * (measured on 20.10), so no limit can be taken away; a Windows engine updates none (moby container_windows.go).
 */
export function updateProblems({ cpus, memory }: NewLimits, engineOs: EngineOs): string[] {
  if (engineOs === 'windows' && (cpus !== undefined || memory !== undefined)) {
    return ['A Windows engine cannot change the limits of a container: create it again with the new ones']
  }
  return [
    ...(cpus === 0 ? ['A processor limit cannot be taken away: set it to the number of processors'] : []),
    ...(memory === 0 ? ['A memory limit cannot be taken away: raise it, or create the container again'] : []),
  ]
}
