import type { MachineState } from './state.ts'

/** Starts a service with those that it needs. False when it does not come up. */
export function startService(machine: MachineState, name: string, now: number): boolean {
  const service = machine.services[name]
  if (!service || service.startType === 'Disabled') return false
  if (service.status === 'Running') return true
  for (const other of service.dependsOn) if (machine.services[other]) startService(machine, other, now)
  service.status = 'Running'
  return true
}

export function stopService(machine: MachineState, name: string): void {
  const service = machine.services[name]
  if (service) service.status = 'Stopped'
}
