import type { ImageRow } from '../../../preload/contract/images.ts'

/** What can be done with images of the list; the same from toolbar, keyboard, menu and details. */
export interface ImageActions {
  show: (row: ImageRow) => void
  createContainer: (row: ImageRow) => void
  tag: (row: ImageRow) => void
  /** Asks first; `tags` are the ones chosen to begin with. */
  untag: (row: ImageRow, tags: string[]) => void
  remove: (rows: ImageRow[]) => void
}
