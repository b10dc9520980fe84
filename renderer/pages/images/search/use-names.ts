import { useEffect, useState } from 'react'
import type { Explained } from '../../../../preload/contract/explained.ts'
import type { NamesPage } from '../../../../preload/contract/registries.ts'
import { isAbort, toExplained } from '../../../api/errors.ts'

export interface Names {
  names: readonly string[]
  /** Every page is there. */
  done: boolean
  cut: boolean
  error: Explained | null
  retry: () => void
}

type Read = Omit<Names, 'retry'> & { key: string | null }
const NOTHING: Read = { key: null, names: [], done: false, cut: false, error: null }

/** Reads a registry's list page by page; another key, or leaving, ends it. Null reads nothing. */
export function useNames(key: string | null, ask: (signal: AbortSignal) => Promise<AsyncIterable<NamesPage>>): Names {
  const [read, setRead] = useState<Read>(NOTHING)
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for everything that `ask` reads
  useEffect(() => {
    if (key === null) return setRead(NOTHING)
    setRead({ ...NOTHING, key })
    const abort = new AbortController()
    const follow = async () => {
      try {
        for await (const page of await ask(abort.signal)) {
          if (abort.signal.aborted) return
          setRead((before) => ({ ...before, names: [...before.names, ...page.names], done: page.last, cut: page.cut }))
        }
        if (!abort.signal.aborted) setRead((before) => ({ ...before, done: true }))
      } catch (error) {
        if (abort.signal.aborted || isAbort(error)) return
        setRead((before) => ({ ...before, done: true, error: toExplained(error) }))
      }
    }
    void follow()
    return () => abort.abort()
  }, [key, attempt])
  // Between the change of the key and its effect, the old list is not the new one's.
  const { names, done, cut, error } = read.key === key ? read : NOTHING
  return { names, done, cut, error, retry: () => setAttempt(attempt + 1) }
}

/** The names that contain every word, whatever its case. */
export function matchingNames(names: readonly string[], text: string): readonly string[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return names
  return names.filter((name) => {
    const lower = name.toLowerCase()
    return words.every((word) => lower.includes(word))
  })
}

/** The names that begin with a text before the others, each in their order. */
export function beginningFirst(names: readonly string[], start: string | undefined): readonly string[] {
  if (!start) return names
  return [...names.filter((name) => name.startsWith(start)), ...names.filter((name) => !name.startsWith(start))]
}

const collator = new Intl.Collator('en', { numeric: true })
/** Sorts behind every other character (CLDR root collation), so that a name comes before those that go on after it. */
const END = '\uffff'

/** Tags as they are looked for: `latest` first, then the highest numbers; `ltsc2022` before `ltsc2022-amd64`. */
export function newestFirst(tags: readonly string[]): string[] {
  return [...tags].sort(
    (a, b) => Number(b === 'latest') - Number(a === 'latest') || collator.compare(`${b}${END}`, `${a}${END}`),
  )
}
