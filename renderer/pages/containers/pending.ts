import { create } from 'zustand'
import type { ActionKind } from './possible-actions.ts'

/** Containers of which something was asked and not yet answered. What became of it is told by the engine's events. */
const usePending = create<{ byId: ReadonlyMap<string, ActionKind> }>(() => ({ byId: new Map() }))

export function usePendingAction(id: string): ActionKind | null {
  return usePending(({ byId }) => byId.get(id) ?? null)
}

/** Whether just this is under way for a container: what is clicked twice is done once. */
export function isPending(id: string, kind: ActionKind): boolean {
  return usePending.getState().byId.get(id) === kind
}

export function setPending(ids: readonly string[], kind: ActionKind): void {
  usePending.setState(({ byId }) => ({ byId: new Map([...byId, ...ids.map((id) => [id, kind] as const)]) }))
}

/** It was answered; what was asked since, as a kill after a stop, stays under way. */
export function endPending(ids: readonly string[], kind: ActionKind): void {
  usePending.setState(({ byId }) => ({
    byId: new Map([...byId].filter(([id, asked]) => asked !== kind || !ids.includes(id))),
  }))
}
