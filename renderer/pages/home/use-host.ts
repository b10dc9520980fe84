import { useQuery } from '@tanstack/react-query'
import type { MachineRow } from '../../../preload/contract/machines.ts'
import type { PracticeRow } from '../../../preload/contract/practice.ts'
import { api, query } from '../../api/client.ts'
import { useLive } from '../../api/live.ts'
import { useAppInfo } from '../../api/settings.ts'
import { hostTargetOf } from './host-target.ts'

/** The host that the road begins at with its facts; null where the engine's host is not known to Slipway. */
export function useHost(machine: MachineRow | null) {
  const platform = useAppInfo()?.platform
  const practising = machine?.source === 'practice'
  const { rows } = useLive<PracticeRow>(practising ? ['practice'] : null, (signal) =>
    api.practice.watch(undefined, { signal }),
  )
  const target = hostTargetOf(machine, platform, rows[0]?.preset)
  const read = useQuery({
    ...query.setup.facts.queryOptions({ input: { target: target ?? '' } }),
    enabled: target !== null,
    // Cheap enough to be right whenever Home is opened.
    staleTime: 0,
  })
  // Its place is kept while the practice machine is not known yet.
  if (target === null) return practising ? { target: '', facts: null, failed: false } : null
  return { target, facts: read.data?.facts ?? null, failed: read.error !== null }
}
