import { EngineError } from '../route.ts'
import type { ContainerRecord } from './container-record.ts'

type Published = ContainerRecord['ports']

/** First of the ports that Windows gives where none was asked for. */
const FIRST_FREE = 49_152

/**
 * The ports that a container publishes when it starts: a port not asked for by number is the first free one. Throws an
 * EngineError 500 where another running container has one of them.
 */
export function publishPorts(record: ContainerRecord, others: readonly ContainerRecord[]): Published {
  const taken = new Set(
    others.flatMap(({ ports }) =>
      Object.entries(ports).flatMap(([port, given]) => given.map(({ HostPort }) => `${HostPort}/${protocol(port)}`)),
    ),
  )
  const { config, hostConfig } = record
  const wanted = { ...hostConfig.PortBindings }
  if (hostConfig.PublishAllPorts) {
    for (const port of Object.keys(config.ExposedPorts ?? {})) wanted[port] ??= [{ HostIp: '', HostPort: '' }]
  }
  const published: Published = {}
  for (const [port, asked] of Object.entries(wanted)) {
    published[port] = (Array.isArray(asked) ? asked : []).map(({ HostIp, HostPort }) => {
      const given = HostPort && HostPort !== '0' ? firstOf(HostPort, taken, port) : free(taken, port)
      const key = `${given}/${protocol(port)}`
      if (taken.has(key)) {
        throw new EngineError(
          500,
          `failed to create endpoint ${record.name} on network nat: failed during hnsCallRawResponse: hnsCall failed in Win32: The specified port already exists. (0x803b0013)`,
        )
      }
      taken.add(key)
      return { HostIp: HostIp || '0.0.0.0', HostPort: given }
    })
  }
  return published
}

/** The ports of a running container: those published with what the host gave, those only exposed with null. */
export function portBindings({ config, ports }: ContainerRecord): Record<string, Published[string] | null> {
  const exposed = Object.fromEntries(Object.keys(config.ExposedPorts ?? {}).map((port) => [port, null]))
  return { ...exposed, ...ports }
}

/** The same as a list, as `/containers/json` has it. */
export function portList(record: ContainerRecord): object[] {
  return Object.entries(portBindings(record)).flatMap(([port, given]): object[] => {
    const common = { PrivatePort: Number(port.split('/')[0]), Type: protocol(port) }
    if (!given || given.length === 0) return [common]
    return given.map(({ HostIp, HostPort }) => ({ IP: HostIp, ...common, PublicPort: Number(HostPort) }))
  })
}

function protocol(port: string): string {
  return port.split('/')[1] ?? 'tcp'
}

/** A range on the host (`8000-8010`) gives its first free port. */
function firstOf(asked: string, taken: ReadonlySet<string>, port: string): string {
  const [from = 0, to = from] = asked.split('-').map(Number)
  for (let number = from; number < to; number += 1) {
    if (!taken.has(`${number}/${protocol(port)}`)) return String(number)
  }
  return String(to)
}

function free(taken: ReadonlySet<string>, port: string): string {
  let number = FIRST_FREE
  while (taken.has(`${number}/${protocol(port)}`)) number += 1
  return String(number)
}
