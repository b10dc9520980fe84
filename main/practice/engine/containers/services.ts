import type { EngineContext } from '../state.ts'
import type { ContainerStore } from './container-store.ts'
import type { Lifecycle } from './lifecycle.ts'
import type { ContainerParts } from './parts.ts'

/** What the containers' routes work with. */
export interface ContainerServices {
  readonly context: EngineContext
  readonly parts: ContainerParts
  readonly store: ContainerStore
  readonly life: Lifecycle
}
