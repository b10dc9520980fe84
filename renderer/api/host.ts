import { useQuery } from '@tanstack/react-query'
import type { MachineRow } from '../../preload/contract/machines.ts'
import type { PracticeRow } from '../../preload/contract/practice.ts'
import { api, query } from './client.ts'
import { hostTargetOf } from './host-target.ts'
import { useLive } from './live.ts'
import { useAppInfo } from './settings.ts'

/** An engine's host with its facts; null where it is not known to Slipway. */
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
    // Cheap enough to be right whenever a page that needs it is opened.
    staleTime: 0,
  })
  // Its place is kept while the practice machine is not known yet.
  if (target === null) return practising ? { target: '', facts: null, failed: false } : null
  return { target, facts: read.data?.facts ?? null, failed: read.error !== null }
}

/** Whether the engine's host can isolate by Hyper-V: its own hypervisor must run. Undefined where that cannot be read. */
export function useHypervisor(machine: MachineRow | null): boolean | undefined {
  const facts = useHost(machine)?.facts
  if (!facts || facts.hypervisorPresent === null || facts.features.hyperV === null) return undefined
  // In a virtual machine the hypervisor that is seen may be the outer one.
  return facts.hypervisorPresent && facts.features.hyperV === 'installed'
}
