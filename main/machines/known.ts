import type { Explained } from '../../preload/contract/explained.ts'
import type { ConnectionDraft, MachineRow } from '../../preload/contract/machines.ts'
import type { ConnectionDefinition } from '../connections/definition.ts'
import type { Discovered } from '../connections/discover.ts'
import { parseEndpoint } from '../connections/endpoint.ts'
import { explain } from '../explain/explain.ts'
import type { SavedConnection } from './saved-list.ts'

/** What is known of a machine beside its live state. */
export interface Known {
  name: string
  url: string
  source: MachineRow['source']
  definition: ConnectionDefinition | null
  problem: Explained | null
}

/** Throws `endpoint-…` for an address that cannot be; leaves out what does not belong to its kind. */
export function checked(draft: ConnectionDraft): ConnectionDraft {
  const { kind } = parseEndpoint(draft.url)
  return { ...draft, tls: kind === 'tcp' ? draft.tls : null, ssh: kind === 'ssh' ? draft.ssh : null }
}

export function definitionOf(draft: ConnectionDraft): ConnectionDefinition {
  const { url, tls, ssh } = checked(draft)
  return { endpoint: parseEndpoint(url), tls, ssh }
}

export function knownFrom(connection: SavedConnection): Known {
  const { id, name, url } = connection
  try {
    return { name, url, source: 'saved', definition: definitionOf(connection), problem: null }
  } catch (error) {
    return { name, url, source: 'saved', definition: null, problem: explain(error, { machine: id }) }
  }
}

export function knownFromDiscovered({ name, url, source, definition, problem }: Discovered): Known {
  return { name, url, source, definition, problem }
}

export function encryption(definition: ConnectionDefinition | null): MachineRow['encryption'] {
  if (definition?.endpoint.kind !== 'tcp') return 'none'
  if (!definition.tls) return 'plain'
  return definition.tls.verify ? 'verified' : 'unverified'
}

/** A name that the CLI takes for a context, made from a connection's name. */
export function contextName(name: string): string {
  const text = name
    .toLowerCase()
    .replace(/[^a-z0-9_.+-]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '')
  return text.length > 1 ? text : 'slipway'
}
