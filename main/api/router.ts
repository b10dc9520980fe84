import type { Services } from '../services.ts'
import { appCalls } from './app.ts'
import { containerCalls } from './containers.ts'
import { fileCalls } from './files.ts'
import { imageCalls } from './images.ts'
import { os } from './implement.ts'
import { machineCalls } from './machines.ts'
import { practiceCalls } from './practice.ts'
import { registryCalls } from './registries.ts'
import { setupCalls } from './setup.ts'
import { taskCalls } from './tasks.ts'
import { terminalCalls } from './terminals.ts'

/** Every call of the contract, implemented over the services; both doors hand it to their pages. */
export function createRouter(services: Services) {
  const { machines, engines, channels, pageFiles, tasks, passwords, practice, pulls, setup, terminals } = services
  const hostOf = async (machine: string) =>
    machines.list.get(machine)?.source === 'practice' ? (await practice.load()).currentSession() : null
  return os.router({
    app: appCalls(services),
    machines: machineCalls(machines),
    containers: containerCalls({ links: machines, engines, channels, pageFiles, hostOf }),
    files: fileCalls({ links: machines, pageFiles, tasks }),
    images: imageCalls({ links: machines, engines, pulls }),
    registries: registryCalls({ links: machines, pulls }),
    practice: practiceCalls(practice),
    setup: setupCalls(setup, passwords),
    tasks: taskCalls(tasks),
    terminals: terminalCalls(terminals),
  })
}
