import { dismFeature } from './feature-names.ts'
import type { MachineState } from './state.ts'

/**
 * Puts a part of Windows into a state, pending a restart where it needs one. True when a restart is needed. What was
 * only pending goes back at once.
 */
export function setFeature(machine: MachineState, name: string, wanted: 'enabled' | 'disabled' | 'removed'): boolean {
  const feature = dismFeature(machine, name)
  if (!feature) return false
  const on = feature.state === 'enabled' || feature.state === 'disable-pending'
  if (wanted === 'enabled') {
    machine.features[feature.name] = on || !feature.restart ? 'enabled' : 'enable-pending'
  } else {
    machine.features[feature.name] = on && feature.restart ? 'disable-pending' : wanted
  }
  const pending = machine.features[feature.name]?.endsWith('-pending') === true
  machine.pending.componentServicing = Object.values(machine.features).some((state) => state.endsWith('-pending'))
  return pending
}

/** Bytes that adding a feature takes for a while on drive C (own estimate). */
const neededSpace = 512 * 2 ** 20

export function diskIsFull({ disk }: MachineState): boolean {
  return disk.free < neededSpace
}

/** Payload of a removed feature comes from a source that is there, or from Windows Update. */
export function hasPayload(machine: MachineState, sources: readonly string[], limitAccess = false): boolean {
  const known = machine.sources.map((source) => source.toLowerCase())
  if (sources.some((source) => known.includes(source.replace(/\\+$/, '').toLowerCase()))) return true
  return sources.length === 0 && !limitAccess && machine.network.internet
}
