import { useCallback, useEffect, useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { ConnectionTest } from '../../../preload/contract/machines.ts'
import { api } from '../../api/client.ts'
import { toExplained } from '../../api/errors.ts'
import type { Kept } from './connection-form.tsx'
import { type FormValues, toDraft } from './form-values.ts'

/**
 * Dials once with what the form holds. The result goes, and a running test is stopped, when a field is changed: what was
 * tested is not what stands there now. Closing the form stops it too.
 */
export function useConnectionTest({ watch, getValues }: UseFormReturn<FormValues>, machine: string | null, kept: Kept) {
  const [test, setTest] = useState<ConnectionTest | 'busy' | null>(null)
  const running = useRef<AbortController | null>(null)
  const stop = useCallback(() => {
    running.current?.abort()
    setTest(null)
  }, [])
  useEffect(() => {
    // The name is for the list only.
    const { unsubscribe } = watch((_, { name }) => name !== undefined && name !== 'name' && stop())
    return () => {
      unsubscribe()
      running.current?.abort()
    }
  }, [watch, stop])
  const start = async () => {
    running.current = new AbortController()
    const { signal } = running.current
    setTest('busy')
    const started = Date.now()
    const { draft, secrets } = toDraft(getValues(), kept)
    // A name is not needed to dial, and may not be chosen yet.
    const named = { ...draft, name: draft.name || draft.url.slice(0, 80) }
    const result = await api.machines
      .test({ draft: named, secrets, machine: machine ?? undefined }, { signal })
      .catch((error): ConnectionTest => ({ ok: false, error: toExplained(error), milliseconds: Date.now() - started }))
    if (!signal.aborted) setTest(result)
  }
  return { test, start, stop }
}
