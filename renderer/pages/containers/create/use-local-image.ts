import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import type { ImageDetails, ImageRow } from '../../../../preload/contract/images.ts'
import { api, query } from '../../../api/client.ts'
import { useLive } from '../../../api/live.ts'
import { findLocalImage } from './image-fit.ts'

/** The typed image as the engine has it. */
export interface LocalImage {
  rows: readonly ImageRow[]
  /** False until the engine's images are listed: nothing can be said of the typed one before. */
  known: boolean
  row: ImageRow | undefined
  details: ImageDetails | null
}

export function useLocalImage(machine: string, typed: string): LocalImage {
  const { rows, status } = useLive<ImageRow>(['images', machine], (signal) => api.images.watch({ machine }, { signal }))
  const text = useDeferredValue(typed)
  const row = findLocalImage(rows, text)
  const details = useQuery(
    query.images.inspect.queryOptions({ input: { machine, image: row?.id ?? '-' }, enabled: row !== undefined }),
  )
  return { rows, known: status === 'live', row, details: (row && details.data) ?? null }
}
