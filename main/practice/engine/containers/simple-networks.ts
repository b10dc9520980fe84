import { randomBytes } from 'node:crypto'
import { EngineError } from '../route.ts'
import type { Endpoint } from './container-record.ts'
import { emptyEndpoint } from './endpoint.ts'
import type { ContainerNetworks } from './parts.ts'

/** The two networks that every engine has, with addresses given in turn. */
export function simpleNetworks(): ContainerNetworks {
  const taken = new Map<string, { address: string; name: string }>()
  const nameOf = (network: string) => {
    if (network !== 'nat' && network !== 'none') throw new EngineError(404, `network ${network} not found`)
    return network
  }
  return {
    nameOf,
    join(container, network, wish) {
      const name = nameOf(network)
      if (name === 'none') return { name, endpoint: { ...emptyEndpoint(), ...wish }, gateway: '', prefixLength: 0 }
      const address = free(taken)
      taken.set(container.id, { address, name: container.name })
      const endpoint: Endpoint = {
        ...emptyEndpoint(),
        ...wish,
        NetworkID: '7'.repeat(64),
        EndpointID: randomBytes(32).toString('hex'),
        Gateway: '172.20.32.1',
        IPAddress: address,
        IPPrefixLen: 20,
        MacAddress: `00:15:5d:${randomBytes(3)
          .toString('hex')
          .replace(/(..)(?=.)/g, '$1:')}`,
      }
      return { name, endpoint, gateway: endpoint.Gateway, prefixLength: 20 }
    },
    leave: (containerId) => {
      taken.delete(containerId)
    },
    resolve: (name) => [...taken.values()].find((each) => each.name === name)?.address ?? null,
  }
}

function free(taken: ReadonlyMap<string, { address: string }>): string {
  const used = new Set([...taken.values()].map(({ address }) => address))
  for (let number = 2; ; number += 1) {
    const address = `172.20.${32 + (number >> 8)}.${number & 255}`
    if (!used.has(address)) return address
  }
}
