import { useEffect, useState } from 'react'
import type { StatsSample } from '../../../../preload/contract/containers.ts'
import type { Explained } from '../../../../preload/contract/explained.ts'
import { api } from '../../../api/client.ts'
import { toExplained } from '../../../api/errors.ts'
import { whenOpen } from '../../../api/link.ts'
import { addSample } from './sample-window.ts'

interface Samples {
  samples: readonly StatsSample[]
  error: Explained | null
  /** The stream ended by itself: the container stopped. */
  ended: boolean
  retry: () => void
}

/** A sample a second while the tab is looked at. A lost link is waited for and asked again. */
export function useSamples(machine: string, container: string): Samples {
  const [samples, setSamples] = useState<readonly StatsSample[]>([])
  const [error, setError] = useState<Explained | null>(null)
  const [ended, setEnded] = useState(false)
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt subscribes anew
  useEffect(() => {
    const abort = new AbortController()
    setError(null)
    setEnded(false)
    const follow = async (): Promise<void> => {
      try {
        await whenOpen(abort.signal)
        for await (const sample of await api.containers.stats({ machine, container }, { signal: abort.signal })) {
          setSamples((kept) => addSample(kept, sample))
        }
        if (!abort.signal.aborted) setEnded(true)
      } catch (failure) {
        if (abort.signal.aborted) return
        const explained = toExplained(failure)
        if (explained.code === 'link-lost') setTimeout(() => setAttempt((count) => count + 1), 1000)
        else setError(explained)
      }
    }
    void follow()
    return () => abort.abort()
  }, [machine, container, attempt])
  return { samples, error, ended, retry: () => setAttempt((count) => count + 1) }
}
