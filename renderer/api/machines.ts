import type { MachineRow } from '../../preload/contract/machines.ts'
import type { TaskRow } from '../../preload/contract/tasks.ts'
import { api } from './client.ts'
import { type LiveRows, useLive } from './live.ts'
import { useSettings } from './settings.ts'

/** Every known connection, live. */
export function useMachines(): LiveRows<MachineRow> {
  return useLive<MachineRow>(['machines'], (signal) => api.machines.watch(undefined, { signal }))
}

/** Every task, live. */
export function useTasks(): LiveRows<TaskRow> {
  return useLive<TaskRow>(['tasks'], (signal) => api.tasks.watch(undefined, { signal }))
}

/**
 * The machine that pages without a machine of their own speak of: the one chosen in the top bar, else the one that
 * main found fit to start with.
 */
export function useCurrentMachine(): MachineRow | null {
  const { rows, byId } = useMachines()
  const chosen = useSettings((settings) => settings.currentMachine)
  return (chosen ? byId.get(chosen) : undefined) ?? rows.find((row) => row.first) ?? rows[0] ?? null
}
