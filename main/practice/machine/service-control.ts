import { DaemonConfigError, readDaemonConfig } from './docker/daemon-config.ts'
import { engineProblem } from './docker/engine-start.ts'
import { readFlags, splitLine } from './docker/service-line.ts'
import { addEvent } from './events.ts'
import type { MachineState } from './state.ts'

/** Starts a service with those that it needs. False when it does not come up. */
export function startService(machine: MachineState, name: string, now: number): boolean {
  const service = machine.services[name]
  if (!service || service.startType === 'Disabled') return false
  if (service.status === 'Running') return true
  for (const other of service.dependsOn) if (machine.services[other]) startService(machine, other, now)
  if (name === 'docker' && !startEngine(machine, now)) return false
  service.status = 'Running'
  return true
}

export function stopService(machine: MachineState, name: string): void {
  const service = machine.services[name]
  if (!service) return
  service.status = 'Stopped'
  if (name === 'docker') {
    machine.engineConfig = null
    machine.engineStartedAt = null
  }
}

/** Starts the engine with its settings of this moment, or leaves what it says in the event log. */
function startEngine(machine: MachineState, now: number): boolean {
  const problem = engineProblem(machine)
  if (problem) {
    if (problem.logged)
      addEvent(machine, {
        at: now,
        log: 'Application',
        provider: 'docker',
        id: 4,
        level: 2,
        message: `fatal: ${problem.text}`,
      })
    return false
  }
  machine.engineConfig = readDaemonConfig(
    machine,
    readFlags(splitLine(machine.services.docker?.line ?? '')),
    machine.engineVersion ?? '',
  )
  machine.engineStartedAt = now
  addEvent(machine, {
    at: now,
    log: 'Application',
    provider: 'docker',
    id: 1,
    level: 4,
    message: 'API listen on //./pipe/docker_engine',
  })
  return true
}

/** What a running engine takes over without a restart (section 5.4 of the facts; moby daemon/reload.go). */
const reloaded = [
  'debug',
  'labels',
  'max-concurrent-downloads',
  'max-concurrent-uploads',
  'max-download-attempts',
  'shutdown-timeout',
  'default-stop-timeout',
  'insecure-registries',
  'registry-mirrors',
  'authorization-plugins',
  'features',
  'nri-opts',
]

/**
 * The engine reads daemon.json again, as ParamChange asks it to: some settings count at once, all others at its next
 * start. A faulty file is put into the event log and the old settings stay.
 */
export function reloadEngine(machine: MachineState, now: number): void {
  const line = machine.services.docker?.line
  if (machine.services.docker?.status !== 'Running' || line === undefined || machine.engineVersion === null) return
  const event = { at: now, log: 'Application', provider: 'docker' }
  try {
    const fresh: Record<string, unknown> = {
      ...readDaemonConfig(machine, readFlags(splitLine(line)), machine.engineVersion),
    }
    const kept = { ...machine.engineConfig }
    for (const name of reloaded) {
      if (name in fresh) kept[name] = fresh[name]
      // These are put back where the file says nothing; the others stay as they were.
      else if (/^max-|^features$/.test(name)) delete kept[name]
    }
    machine.engineConfig = kept
    addEvent(machine, { ...event, id: 1, level: 4, message: `Reloaded configuration: ${JSON.stringify(kept)}` })
  } catch (error) {
    if (!(error instanceof DaemonConfigError)) throw error
    addEvent(machine, { ...event, id: 11, level: 2, message: `Error reloading configuration: ${error.message}` })
  }
}
