import { randomBytes } from 'node:crypto'
import { EngineError } from '../route.ts'
import type { EngineContext } from '../state.ts'
import { overlaps, readAddress, readSubnet, type Subnet, within, writeAddress, writeSubnet } from './address.ts'
import type { Network, Networks } from './network-store.ts'

/** Drivers of a Windows engine for networks that people make. */
const drivers = ['ics', 'internal', 'l2bridge', 'l2tunnel', 'nat', 'overlay', 'private', 'transparent']

/** Makes a network from the body of /networks/create; throws an EngineError with the engine's text. */
export function createNetwork(networks: Networks, context: EngineContext, body: Record<string, unknown>): Network {
  const name = String(body.Name ?? '')
  if (name === '' || name.trim() === '' || !/^[\w.-][\w. -]*$/.test(name))
    throw new EngineError(400, `invalid name: ${name}`)
  if (['nat', 'none'].includes(name)) {
    throw new EngineError(403, `operation is not permitted on predefined ${name} network `)
  }
  const driver = String(body.Driver ?? '') || 'nat'
  if (!drivers.includes(driver)) {
    if (driver === 'host' || driver === 'null') {
      throw new EngineError(403, `only one instance of "${driver}" network is allowed`)
    }
    // `bridge` is what a CLI sends when it is told none.
    throw new EngineError(404, `could not find plugin ${driver} in v1 plugin registry: plugin not found`)
  }
  if (driver === 'overlay') {
    throw new EngineError(
      403,
      'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.',
    )
  }
  if (networks.all().some((network) => network.name === name)) {
    throw new EngineError(409, `network with name ${name} already exists`)
  }
  if (body.EnableIPv6 === true)
    throw new EngineError(400, 'IPv6 networks are not supported by the Windows drivers of this engine')
  const options = textsOf(body.Options)
  return {
    id: randomBytes(32).toString('hex'),
    name,
    driver,
    createdAt: context.host.now(),
    internal: body.Internal === true,
    attachable: body.Attachable === true,
    subnets: subnetsOf(networks, body.IPAM, driver),
    options: { 'com.docker.network.windowsshim.hnsid': randomBytes(16).toString('hex'), ...options },
    labels: textsOf(body.Labels),
  }
}

function subnetsOf(networks: Networks, ipam: unknown, driver: string): Network['subnets'] {
  const given = (ipam as { Config?: unknown } | null | undefined)?.Config
  const configs = Array.isArray(given) ? (given as Record<string, unknown>[]) : []
  const taken = networks.all().flatMap((network) => network.subnets.flatMap(({ subnet }) => readSubnet(subnet) ?? []))
  if (configs.length === 0) {
    if (driver === 'transparent' || driver === 'l2bridge' || driver === 'l2tunnel') return []
    const subnet = freeSubnet(taken)
    return [{ subnet: writeSubnet(subnet), gateway: writeAddress(subnet.first + 1) }]
  }
  return configs.map((config) => {
    const text = String(config.Subnet ?? '')
    const subnet = readSubnet(text)
    if (!subnet) throw new EngineError(500, `Invalid subnet ${text} : invalid CIDR address: ${text}`)
    if (taken.some((one) => overlaps(one, subnet))) {
      throw new EngineError(403, 'Pool overlaps with other one on this address space')
    }
    taken.push(subnet)
    const asked = String(config.Gateway ?? '')
    const gateway = asked ? readAddress(asked) : subnet.first + 1
    if (gateway === null) throw new EngineError(400, `invalid gateway address: ${asked}`)
    if (!within(subnet, gateway)) {
      throw new EngineError(500, `failed to allocate gateway (${asked}): Requested address is out of range`)
    }
    return { subnet: writeSubnet(subnet), gateway: writeAddress(gateway) }
  })
}

function freeSubnet(taken: readonly Subnet[]): Subnet {
  for (let at = 16; at < 32; at++) {
    for (let part = 0; part < 256; part += 16) {
      const subnet = { first: (172 * 256 + at) * 65_536 + part * 256, prefix: 20 }
      if (!taken.some((one) => overlaps(one, subnet))) return subnet
    }
  }
  throw new EngineError(
    500,
    'could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network',
  )
}

function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, String(one)]))
}
