import type { TaskPart } from '../../../../preload/contract/tasks.ts'

/** How far a layer is, of 1: fetched, and unpacked. */
export interface LayerProgress {
  fetched: number
  unpacked: number
}

/** A layer's two halves; while its size is unknown nothing is claimed. */
export function layerProgress({ state, done, total }: TaskPart): LayerProgress {
  const share = total > 0 ? Math.min(1, done / total) : 0
  switch (state) {
    case 'waiting':
      return { fetched: 0, unpacked: 0 }
    case 'downloading':
      return { fetched: share, unpacked: 0 }
    case 'verifying':
    case 'downloaded':
      return { fetched: 1, unpacked: 0 }
    case 'extracting':
      return { fetched: 1, unpacked: share }
    case 'done':
    case 'present':
      return { fetched: 1, unpacked: 1 }
  }
}

/** Each layer's share of the whole bar, of 1; layers of unknown size get a thin piece, so that each can be seen. */
export function layerShares(parts: readonly TaskPart[]): number[] {
  const known = parts.reduce((sum, { total }) => sum + total, 0)
  const least = known > 0 ? known * 0.02 : 1
  const weights = parts.map(({ total }) => Math.max(total, least))
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight) => weight / sum)
}
