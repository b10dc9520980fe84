import { useEffect, useRef, useState } from 'react'
import { MOST_TAG_DETAILS, type TagDetails } from '../../../../preload/contract/registries.ts'
import { api } from '../../../api/client.ts'
import { isAbort, toExplained } from '../../../api/errors.ts'

/** How long the list must stand still before the registry is asked, ms. */
const STILL_MS = 200

export interface KnownDetails {
  of: ReadonlyMap<string, TagDetails>
  /** The registry counts requests, and was not asked for the others. */
  limited: boolean
}

/** Asks what is known of the tags in sight, once each; scrolling on ends the questions about those that left. */
export function useTagDetails(machine: string, repository: string, seen: readonly string[]): KnownDetails {
  const [known, setKnown] = useState<ReadonlyMap<string, TagDetails>>(new Map())
  const [limited, setLimited] = useState(false)
  const has = useRef(known)
  has.current = known
  const wanted = seen.join('\n')
  useEffect(() => {
    if (limited || wanted === '') return
    const abort = new AbortController()
    const timer = setTimeout(async () => {
      const tags = wanted.split('\n').filter((tag) => !has.current.has(tag))
      const put = (details: TagDetails) => setKnown((before) => new Map(before).set(details.tag, details))
      try {
        for (let at = 0; at < tags.length; at += MOST_TAG_DETAILS) {
          const some = { machine, repository, tags: tags.slice(at, at + MOST_TAG_DETAILS) }
          for await (const details of await api.registries.tagDetails(some, { signal: abort.signal })) {
            if (abort.signal.aborted) return
            if (details.problem?.code === 'registry-rate-limit') setLimited(true)
            put(details)
          }
        }
      } catch (error) {
        if (abort.signal.aborted || isAbort(error)) return
        // The registry as a whole: the same is true of each.
        const problem = toExplained(error)
        for (const tag of tags) put({ tag, platforms: [], size: null, digest: null, problem })
      }
    }, STILL_MS)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [machine, repository, wanted, limited])
  return { of: known, limited }
}
