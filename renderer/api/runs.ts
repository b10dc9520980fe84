import type { RunRow } from '../../preload/contract/setup.ts'
import { api } from './client.ts'
import { useLive } from './live.ts'

/** Every journalled run of a plan, live. */
export function useRuns() {
  return useLive<RunRow>(['setup-runs'], (signal) => api.setup.runs(undefined, { signal }))
}
