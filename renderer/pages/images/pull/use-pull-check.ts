import { useEffect, useState } from 'react'
import type { Explained } from '../../../../preload/contract/explained.ts'
import type { PullCheck, RepositoryTags } from '../../../../preload/contract/images.ts'
import { api } from '../../../api/client.ts'
import { isAbort, toExplained } from '../../../api/errors.ts'

/** How long nothing may be typed before the registry is asked, ms. */
const QUIET_MS = 600

export type Asked<Answer> =
  | { state: 'idle' }
  | { state: 'asking' }
  | { state: 'answered'; answer: Answer }
  | { state: 'failed'; error: Explained }

/** Asks once the input stands still; a new input cancels the question before it. Null asks nothing. */
export function useAsked<Answer>(key: string | null, ask: (signal: AbortSignal) => Promise<Answer>): Asked<Answer> {
  const [asked, setAsked] = useState<Asked<Answer> & { key?: string | null }>({ state: 'idle' })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for everything that `ask` reads
  useEffect(() => {
    if (key === null) return setAsked({ state: 'idle' })
    setAsked({ state: 'asking', key })
    const abort = new AbortController()
    const timer = setTimeout(() => {
      ask(abort.signal)
        .then((answer) => !abort.signal.aborted && setAsked({ state: 'answered', answer, key }))
        .catch((error: unknown) => {
          if (abort.signal.aborted || isAbort(error)) return
          setAsked({ state: 'failed', error: toExplained(error), key })
        })
    }, QUIET_MS)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [key])
  // Between the change of the key and its effect, the old answer is not the new one's.
  if (key === null) return { state: 'idle' }
  return asked.key === key ? asked : { state: 'asking' }
}

/** What the registry says of one reference: platforms and size. `reference` null: nothing to ask yet. */
export function usePullCheck(machine: string, reference: string | null, platform: string): Asked<PullCheck> {
  const key = reference === null ? null : JSON.stringify([machine, reference, platform])
  return useAsked(key, (signal) =>
    api.images.checkPull(
      { machine, reference: reference ?? '', platform: platform || undefined, allTags: false },
      { signal },
    ),
  )
}

/** The tags of a repository and what they weigh. */
export function useRepositoryTags(machine: string, repository: string | null): Asked<RepositoryTags> {
  const key = repository === null ? null : JSON.stringify([machine, repository])
  return useAsked(key, (signal) => api.images.repositoryTags({ machine, repository: repository ?? '' }, { signal }))
}
