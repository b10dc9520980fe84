import { create } from 'zustand'
import type { ActionKind } from './possible-actions.ts'

/** Containers of which something was asked and not yet answered. What became of it is told by the engine's events. */
const usePending = create<{ byId: ReadonlyMap<string, ActionKind> }>(() => ({ byId: new Map() }))

export function usePendingAction(id: string): ActionKind | null {
  return usePending(({ byId }) => byId.get(id) ?? null)
}

export function setPending(ids: readonly string[], kind: ActionKind | null): void {
  usePending.setState(({ byId }) => {
    const next = new Map(byId)
    for (const id of ids) {
      if (kind) next.set(id, kind)
      else next.delete(id)
    }
    return { byId: next }
  })
}
