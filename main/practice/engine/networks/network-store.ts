import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Endpoint } from '../containers/container-record.ts'
import { emptyEndpoint } from '../containers/endpoint.ts'
import type { ContainerNetworks } from '../containers/parts.ts'
import { EngineError } from '../route.ts'
import type { EngineContext } from '../state.ts'
import { readState, writeAtomic } from '../state-file.ts'
import { freeAddress, readAddress, readSubnet, within, writeAddress } from './address.ts'

/** A network as it is kept. */
export interface Network {
  readonly id: string
  readonly name: string
  readonly driver: string
  readonly createdAt: number
  readonly internal: boolean
  readonly attachable: boolean
  readonly subnets: readonly { subnet: string; gateway: string }[]
  readonly options: Record<string, string>
  readonly labels: Record<string, string>
}

type Place = { name: string; aliases: readonly string[]; endpoint: Endpoint }

/** The networks of one machine, and who is on them; the networks are kept in `networks.json`. */
export class Networks implements ContainerNetworks {
  #networks: Network[] = []
  /** By network ID and container ID. */
  readonly #places = new Map<string, Map<string, Place>>()
  readonly #path: string
  readonly #context: EngineContext

  constructor(context: EngineContext) {
    this.#context = context
    this.#path = join(context.folder, 'networks.json')
    const known = readState(this.#path)
    if (Array.isArray(known)) this.#networks = known as Network[]
    this.#predefined()
  }

  all(): readonly Network[] {
    return this.#networks
  }

  /** Back to the networks that every engine has. */
  reset(): void {
    this.#networks = []
    this.#places.clear()
    this.#predefined()
  }

  find(reference: string): Network {
    const exact = this.#networks.find(({ id, name }) => id === reference || name === reference)
    if (exact) return exact
    const matches = reference ? this.#networks.filter(({ id }) => id.startsWith(reference)) : []
    if (matches.length > 1)
      throw new EngineError(
        400,
        `network ${reference} is ambiguous (${matches.length} matches found based on ID prefix)`,
      )
    const [only] = matches
    if (!only) throw new EngineError(404, `network ${reference} not found`)
    return only
  }

  add(network: Network): void {
    this.#networks.push(network)
    this.#save()
  }

  delete(network: Network): void {
    this.#networks = this.#networks.filter((one) => one !== network)
    this.#places.delete(network.id)
    this.#save()
  }

  /** The running containers on a network, by ID. */
  placesOf(network: Network): ReadonlyMap<string, Place> {
    return this.#places.get(network.id) ?? new Map()
  }

  nameOf(network: string): string {
    return this.find(network).name
  }

  join(
    container: { id: string; name: string },
    reference: string,
    wish: Partial<Endpoint>,
  ): { name: string; endpoint: Endpoint; gateway: string; prefixLength: number } {
    const network = this.find(reference)
    const { name } = network
    const places = this.#places.get(network.id) ?? new Map<string, Place>()
    const endpoint: Endpoint = {
      ...emptyEndpoint(),
      ...wish,
      NetworkID: network.id,
      EndpointID: randomBytes(32).toString('hex'),
    }
    const [config] = network.subnets
    const subnet = config && readSubnet(config.subnet)
    if (config && subnet) {
      const taken = new Set([...places.values()].map((place) => readAddress(place.endpoint.IPAddress) ?? 0))
      const wished = wish.IPAMConfig?.IPv4Address ?? ''
      const asked = wished ? readAddress(wished) : null
      if (wished && (asked === null || !within(subnet, asked))) {
        throw new EngineError(500, 'Requested address is out of range')
      }
      if (asked !== null && taken.has(asked)) throw new EngineError(403, 'Address already in use')
      taken.add(readAddress(config.gateway) ?? 0)
      endpoint.IPAddress = writeAddress(asked ?? freeAddress(subnet, taken))
      endpoint.IPPrefixLen = subnet.prefix
      endpoint.Gateway = config.gateway
    }
    if (network.driver !== 'null') endpoint.MacAddress = wish.MacAddress || macAddress()
    places.set(container.id, { name: container.name, aliases: wish.Aliases ?? [], endpoint })
    this.#places.set(network.id, places)
    const more = { name, type: network.driver, container: container.id }
    this.#context.tell('network', 'connect', network.id, more)
    return { name, endpoint, gateway: endpoint.Gateway, prefixLength: endpoint.IPPrefixLen }
  }

  leave(containerId: string, reference: string): void {
    const network = this.#networks.find(({ id, name }) => id === reference || name === reference)
    if (!network || !this.#places.get(network.id)?.delete(containerId)) return
    const more = { name: network.name, type: network.driver, container: containerId }
    this.#context.tell('network', 'disconnect', network.id, more)
  }

  resolve(name: string, networks: readonly string[]): string | null {
    const wanted = name.toLowerCase()
    for (const network of this.#networks.filter((one) => networks.includes(one.name))) {
      for (const [id, place] of this.placesOf(network)) {
        const names = [place.name, id.slice(0, 12), ...place.aliases]
        if (names.some((one) => one.toLowerCase() === wanted)) return place.endpoint.IPAddress || null
      }
    }
    return null
  }

  #predefined(): void {
    const { natNetwork } = this.#context.settings
    const made = (name: string, driver: string, subnets: Network['subnets']): Network => ({
      id: randomBytes(32).toString('hex'),
      name,
      driver,
      createdAt: this.#context.host.now(),
      internal: false,
      attachable: false,
      subnets,
      options: name === 'nat' ? { 'com.docker.network.windowsshim.networkname': 'nat' } : {},
      labels: {},
    })
    // With `bridge: none` the engine starts without it, and takes an earlier one away.
    if (!natNetwork) this.#networks = this.#networks.filter(({ name }) => name !== 'nat')
    else if (!this.#networks.some(({ name }) => name === 'nat')) {
      this.#networks.push(made('nat', 'nat', [{ subnet: '172.20.32.0/20', gateway: '172.20.32.1' }]))
    }
    if (!this.#networks.some(({ name }) => name === 'none')) this.#networks.push(made('none', 'null', []))
    this.#save()
  }

  #save(): void {
    writeAtomic(this.#path, JSON.stringify(this.#networks))
  }
}

/** In the range that Hyper-V gives out. */
function macAddress(): string {
  return ['00', '15', '5d', ...(randomBytes(3).toString('hex').match(/../g) ?? [])].join(':')
}
