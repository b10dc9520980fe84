import type { TerminalRow } from '../../preload/contract/terminals.ts'
import { api } from '../api/client.ts'
import { useLive } from '../api/live.ts'

/** Every session of this program, live. */
export function useTerminals() {
  return useLive<TerminalRow>(['terminals'], (signal) => api.terminals.watch(undefined, { signal }))
}
