import type { StartProgram } from '../../shell/world.ts'
import type { ContainerUse, EngineContext } from '../state.ts'
import type { Catalogue } from './catalogue.ts'
import type { PracticeImages } from './image-store.ts'

/** What the images' routes work with. */
export interface ImageServices {
  readonly context: EngineContext
  readonly images: PracticeImages
  readonly containers: ContainerUse
  readonly catalogue: Catalogue
  readonly startProgram: StartProgram
  /** Milliseconds between two steps of a pull. */
  readonly pullTick: number
}
