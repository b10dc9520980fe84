import { settleServices } from '../restart.ts'
import { addService } from '../service-names.ts'
import type { MachineState, WindowsState } from '../state.ts'
import { blankMachine } from './blank-machine.ts'

/** A server with the Containers feature and an engine from Docker's zip, registered and running; more features as given. */
export function dockerHost(
  hostName: string,
  windows: WindowsState,
  version: string,
  features: MachineState['features'] = {},
): MachineState {
  const machine = blankMachine(hostName, windows, {
    features: { NetFx3: 'removed', Containers: 'enabled', ...features },
    engineVersion: version,
  })
  machine.files['C:\\Program Files\\Docker\\docker.exe'] = `docker ${version}`
  machine.files['C:\\Program Files\\Docker\\dockerd.exe'] = `dockerd ${version}`
  machine.files['C:\\ProgramData\\docker\\config\\daemon.json'] = '{}'
  addService(machine, 'docker')
  settleServices(machine)
  return machine
}
