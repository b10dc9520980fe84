import { useEffect, useRef, useState } from 'react'
import type { Explained } from '../../../../preload/contract/explained.ts'
import type { FileEntry } from '../../../../preload/contract/files.ts'
import { api } from '../../../api/client.ts'
import { toExplained } from '../../../api/errors.ts'

export type FileRow = FileEntry & { id: string }

export interface FolderView {
  rows: readonly FileRow[]
  state: 'reading' | 'done' | 'stopped' | 'failed'
  error: Explained | null
  /** The folder in which `error` was met; the one asked for may be another already. */
  failedAt: string | null
  /** Bytes of archive that came so far. */
  read: number
  stop: () => void
  again: () => void
}

type Known = Pick<FolderView, 'rows' | 'state' | 'error' | 'failedAt' | 'read'>
const READING: Known = { rows: [], state: 'reading', error: null, failedAt: null, read: 0 }

/** A folder's entries as they come; leaving the folder stops the reading. */
export function useFolder(machine: string, container: string, path: string): FolderView {
  const [known, setKnown] = useState<Known>(READING)
  const [attempt, setAttempt] = useState(0)
  const abort = useRef<AbortController | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt reads anew
  useEffect(() => {
    const control = new AbortController()
    abort.current = control
    setKnown(READING)
    const entries = new Map<string, FileRow>()
    const read = async (): Promise<void> => {
      try {
        for await (const part of await api.files.list({ machine, container, path }, { signal: control.signal })) {
          if (control.signal.aborted) return
          for (const entry of part.entries) entries.set(entry.name, { ...entry, id: entry.name })
          setKnown({
            rows: [...entries.values()],
            state: part.done ? 'done' : 'reading',
            error: null,
            failedAt: null,
            read: part.read,
          })
        }
        if (!control.signal.aborted) setKnown((now) => ({ ...now, state: 'done' }))
      } catch (error) {
        if (control.signal.aborted) return
        setKnown((now) => ({ ...now, state: 'failed', error: toExplained(error), failedAt: path }))
      }
    }
    void read()
    return () => control.abort()
  }, [machine, container, path, attempt])
  return {
    ...known,
    stop: () => {
      abort.current?.abort()
      setKnown((now) => ({ ...now, state: 'stopped' }))
    },
    again: () => setAttempt((count) => count + 1),
  }
}
