import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { QueryClient } from '@tanstack/react-query'
import type { Contract } from '../../preload/contract/index.ts'
import { switchingLink } from './link.ts'

/** Every call of the contract, typed: `await api.containers.inspect({ machine, container })`. */
export const api: ContractRouterClient<Contract> = createORPCClient(switchingLink)

/** The same for TanStack Query: `useQuery(query.containers.inspect.queryOptions({ input }))`. */
export const query = createTanstackQueryUtils(api)

/** Live lists come by subscription, so nothing is fetched again by itself. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false, staleTime: 30_000 },
    mutations: { retry: false },
  },
})
