import { createContext, useContext } from 'react'
import type { ContainerAction, ContainerDetails, ContainerRow } from '../../../preload/contract/containers.ts'
import type { MachineRow } from '../../../preload/contract/machines.ts'

/** A dialog of this page. */
export type Asked =
  | { kind: 'remove' | 'kill' | 'commands'; rows: readonly ContainerRow[] }
  | { kind: 'rename'; row: ContainerRow }
  | { kind: 'limits' | 'commit'; details: ContainerDetails }

export interface ContainerActions {
  machine: MachineRow
  /** Carries an action out; failures are listed, each with its reason. */
  run: (rows: readonly ContainerRow[], action: ContainerAction) => Promise<void>
  ask: (asked: Asked) => void
  /** Opens the details at a tab. */
  open: (row: ContainerRow, tab?: string) => void
}

export const ContainerActionsContext = createContext<ContainerActions | null>(null)

export function useContainerActions(): ContainerActions {
  const actions = useContext(ContainerActionsContext)
  if (!actions) throw new Error('used outside of the Containers page')
  return actions
}
