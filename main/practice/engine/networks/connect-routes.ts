import type { Endpoint } from '../containers/container-record.ts'
import type { ContainerStore } from '../containers/container-store.ts'
import { emptyEndpoint } from '../containers/endpoint.ts'
import { EngineError, type Route } from '../route.ts'
import type { Networks } from './network-store.ts'

/** Puts containers on networks and takes them off, while they run or not. */
export function connectRoutes(networks: Networks, containers: ContainerStore): Route[] {
  return [
    {
      method: 'POST',
      path: '/networks/{id}/connect',
      async handle(request, answer) {
        const body = await request.json()
        const container = containers.find(String(body.Container ?? ''))
        const { record } = container
        if (!container.running && !isKnown(networks, request.params.id ?? '')) {
          // Taken down without a look: the start then does not find it.
          record.endpoints[request.params.id ?? ''] = emptyEndpoint()
          container.save()
          return answer.empty(200)
        }
        const network = networks.find(request.params.id ?? '')
        if (network.driver === 'null' || record.endpoints.none) {
          throw new EngineError(
            403,
            'container cannot be connected to multiple networks with one of the networks in private (none) mode',
          )
        }
        if (record.endpoints[network.name]) {
          throw new EngineError(403, `endpoint with name ${record.name} already exists in network ${network.name}`)
        }
        const config = (body.EndpointConfig ?? {}) as Partial<Endpoint>
        const wish: Partial<Endpoint> = {
          IPAMConfig: config.IPAMConfig ?? null,
          Aliases: config.Aliases ?? null,
          MacAddress: config.MacAddress ?? '',
        }
        record.endpoints[network.name] = container.running
          ? networks.join(record, network.id, wish).endpoint
          : { ...emptyEndpoint(), ...wish, NetworkID: network.id }
        container.save()
        answer.empty(200)
      },
    },
    {
      method: 'POST',
      path: '/networks/{id}/disconnect',
      async handle(request, answer) {
        const body = await request.json()
        const network = networks.find(request.params.id ?? '')
        const container = containers.find(String(body.Container ?? ''))
        const { record } = container
        if (!record.endpoints[network.name]) {
          throw new EngineError(403, `container ${record.id} is not connected to network ${network.name}`)
        }
        networks.leave(record.id, network.name)
        delete record.endpoints[network.name]
        container.save()
        answer.empty(200)
      },
    },
  ]
}

function isKnown(networks: Networks, reference: string): boolean {
  try {
    networks.find(reference)
    return true
  } catch (error) {
    if (error instanceof EngineError && error.status === 404) return false
    throw error
  }
}
