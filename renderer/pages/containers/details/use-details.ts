import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ContainerDetails, ContainerRow } from '../../../../preload/contract/containers.ts'
import { api, queryClient } from '../../../api/client.ts'

const base = (machine: string, container: string) => ['container-details', machine, container]

/** What the engine says of a container, asked anew when an event changed its row. */
export function useDetails(machine: string, row: ContainerRow) {
  const seen = JSON.stringify([row.state, row.exitCode, row.health, row.name, row.networks, row.ports])
  return useQuery<ContainerDetails>({
    queryKey: [...base(machine, row.id), seen],
    queryFn: ({ signal }) => api.containers.inspect({ machine, container: row.id }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
}

/** After a change that shows in no row: limits. */
export function refreshDetails(machine: string, container: string): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: base(machine, container) })
}
