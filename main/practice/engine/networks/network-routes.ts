import { goTime } from '../containers/container-record.ts'
import { EngineError, type Route } from '../route.ts'
import { compareApi } from '../server/api-range.ts'
import { labelFits, readFilters, readTime } from '../server/query.ts'
import type { ContainerUse, EngineContext } from '../state.ts'
import { createNetwork } from './create-network.ts'
import type { Network, Networks } from './network-store.ts'

/** Every verb of networks but connect and disconnect, which belong to the containers. */
export function networkRoutes(networks: Networks, containers: ContainerUse, context: EngineContext): Route[] {
  return [
    {
      method: 'GET',
      path: '/networks',
      async handle(request, answer) {
        const filters = readFilters(request.query, ['dangling', 'driver', 'id', 'label', 'name', 'scope', 'type'])
        for (const type of filters.get('type')) {
          if (type !== 'custom' && type !== 'builtin') throw new EngineError(400, `invalid filter: 'type'='${type}'`)
        }
        const rows = networks.all().filter((network) => {
          const unused = () => !inUse(network) && !predefined(network)
          return (
            filters.any('driver', (driver) => network.driver === driver) &&
            filters.any('id', (id) => network.id.includes(id)) &&
            filters.any('name', (name) => network.name.includes(name)) &&
            filters.any('scope', (scope) => scope === 'local') &&
            filters.any('type', (type) => predefined(network) === (type === 'builtin')) &&
            filters.any('dangling', (dangling) => unused() === ['true', '1'].includes(dangling)) &&
            filters.every('label', (label) => labelFits(network.labels, label))
          )
        })
        answer.json(
          200,
          rows.map((network) => {
            const { Containers, ...body } = networkBody(network)
            // A list does not say who is on them.
            return compareApi(request.apiVersion, '1.52') < 0 ? { ...body, Containers: {} } : body
          }),
        )
      },
    },
    {
      method: 'GET',
      path: '/networks/{id}',
      async handle(request, answer) {
        const network = networks.find(request.params.id ?? '')
        answer.json(200, networkBody(network))
      },
    },
    {
      method: 'POST',
      path: '/networks/create',
      async handle(request, answer) {
        const network = createNetwork(networks, context, await request.json())
        networks.add(network)
        context.tell('network', 'create', network.id, { name: network.name, type: network.driver })
        answer.json(201, { Id: network.id, Warning: '' })
      },
    },
    {
      method: 'POST',
      path: '/networks/prune',
      async handle(request, answer) {
        const filters = readFilters(request.query, ['label', 'label!', 'until'])
        const until = filters.get('until').map((text) => readTime(text, context.host.now()) ?? 0)
        const gone = networks
          .all()
          .filter(
            (network) =>
              !predefined(network) &&
              !inUse(network) &&
              until.every((at) => network.createdAt <= at) &&
              filters.every('label', (label) => labelFits(network.labels, label)) &&
              !filters.get('label!').some((label) => labelFits(network.labels, label)),
          )
        for (const network of gone) remove(network)
        context.tell('network', 'prune', '', { reclaimed: '0' })
        answer.json(200, { NetworksDeleted: gone.length ? gone.map(({ name }) => name) : null })
      },
    },
    {
      method: 'DELETE',
      path: '/networks/{id}',
      async handle(request, answer) {
        const network = networks.find(request.params.id ?? '')
        if (predefined(network)) {
          throw new EngineError(403, `${network.name} is a pre-defined network and cannot be removed`)
        }
        if (networks.placesOf(network).size > 0) {
          throw new EngineError(
            403,
            `error while removing network: network ${network.name} id ${network.id} has active endpoints`,
          )
        }
        remove(network)
        answer.empty(204)
      },
    },
  ]

  function remove(network: Network): void {
    networks.delete(network)
    context.tell('network', 'destroy', network.id, { name: network.name, type: network.driver })
  }

  function inUse(network: Network): boolean {
    return networks.placesOf(network).size > 0 || containers.all().some((one) => one.networks.includes(network.name))
  }

  function networkBody(network: Network) {
    return {
      Name: network.name,
      Id: network.id,
      Created: goTime(network.createdAt),
      Scope: 'local',
      Driver: network.driver,
      EnableIPv6: false,
      IPAM: {
        Driver: network.driver === 'null' ? 'default' : 'windows',
        Options: null,
        Config: network.subnets.map(({ subnet, gateway }) => ({ Subnet: subnet, Gateway: gateway })),
      },
      Internal: network.internal,
      Attachable: network.attachable,
      Ingress: false,
      ConfigFrom: { Network: '' },
      ConfigOnly: false,
      Containers: Object.fromEntries(
        [...networks.placesOf(network)].map(([id, { name, endpoint }]) => [
          id,
          {
            Name: name,
            EndpointID: endpoint.EndpointID,
            MacAddress: endpoint.MacAddress,
            IPv4Address: endpoint.IPAddress ? `${endpoint.IPAddress}/${endpoint.IPPrefixLen}` : '',
            IPv6Address: '',
          },
        ]),
      ),
      Options: network.options,
      Labels: network.labels,
    }
  }
}

function predefined(network: Network): boolean {
  return network.name === 'nat' || network.name === 'none'
}
