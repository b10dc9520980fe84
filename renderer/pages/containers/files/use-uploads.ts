import { useRef, useState } from 'react'
import type { Explained } from '../../../../preload/contract/explained.ts'
import { api } from '../../../api/client.ts'
import { toExplained } from '../../../api/errors.ts'
import { sendUpload } from '../../../api/page-files.ts'

/** One file on its way into the container, or what became of it. */
export interface Upload {
  key: number
  file: File
  folder: string
  /** Id of the task that shows its progress, and why it failed. */
  task: string | null
  error: Explained | null
}

let nextKey = 1

/** Sends files into a folder, one after the other; each failure stays with its file until it is dealt with. */
export function useUploads(machine: string, container: string, onDone: (count: number) => void) {
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const underWay = useRef(new Map<number, AbortController>())
  const cancelled = useRef(new Set<number>())
  const change = (key: number, what: Partial<Upload>) =>
    setUploads((all) => all.map((each) => (each.key === key ? { ...each, ...what } : each)))
  const forget = (key: number) => setUploads((all) => all.filter((each) => each.key !== key))

  const sendOne = async ({ key, file, folder }: Upload, overwrite: boolean): Promise<boolean> => {
    const abort = new AbortController()
    underWay.current.set(key, abort)
    change(key, { error: null, task: null })
    try {
      const { address, task } = await api.files.upload({
        machine,
        container,
        folder,
        name: file.name,
        size: file.size,
        modified: Math.max(0, Math.trunc(file.lastModified)),
        overwrite,
      })
      change(key, { task })
      // Cancelled before its task was known.
      if (abort.signal.aborted) await api.tasks.cancel({ task })
      await sendUpload(address, file, abort.signal)
      forget(key)
      return true
    } catch (error) {
      if (abort.signal.aborted || cancelled.current.has(key)) forget(key)
      else change(key, { error: toExplained(error) })
      return false
    } finally {
      underWay.current.delete(key)
    }
  }
  const send = async (files: readonly File[], folder: string): Promise<void> => {
    const made = files.map((file): Upload => ({ key: nextKey++, file, folder, task: null, error: null }))
    setUploads((all) => [...all, ...made])
    let done = 0
    for (const upload of made) if (await sendOne(upload, false)) done += 1
    if (done > 0) onDone(done)
  }
  const retry = async (upload: Upload, overwrite: boolean): Promise<void> => {
    if (await sendOne(upload, overwrite)) onDone(1)
  }
  /** Ends one that is on its way; the container keeps nothing of it. */
  const cancel = async ({ key, task }: Upload): Promise<void> => {
    const abort = underWay.current.get(key)
    cancelled.current.add(key)
    // In this order: a broken connection alone would be a failure.
    if (task) await api.tasks.cancel({ task })
    abort?.abort()
  }
  return { uploads, send, retry, cancel, forget }
}
