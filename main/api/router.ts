import { parseEndpoint } from '../connections/endpoint.ts'
import { hostTargetOf } from '../engine/engine-host.ts'
import type { Services } from '../services.ts'
import type { HostSession } from '../setup/host/session.ts'
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
  const { machines, engines, channels, pageFiles, tasks, passwords, practice, pulls, setup, hostSessions, terminals } =
    services
  /** A session with the host of an engine, to read it; null where none is known. */
  const openHost = async (machine: string, signal?: AbortSignal): Promise<HostSession | null> => {
    const row = machines.list.get(machine)
    if (row?.source === 'practice') return (await practice.load()).currentSession()
    if (!row) return null
    const known = [...hostSessions.reached(), ...setup.runs.values().map(({ target }) => target)]
    const target = hostTargetOf(parseEndpoint(row.url), known)
    return target === null ? null : hostSessions.open(target, signal)
  }
  return os.router({
    app: appCalls(services),
    machines: machineCalls(machines),
    containers: containerCalls({ links: machines, engines, channels, pageFiles, openHost }),
    files: fileCalls({ links: machines, pageFiles, tasks }),
    images: imageCalls({ links: machines, engines, pulls }),
    registries: registryCalls({ links: machines, pulls }),
    practice: practiceCalls(practice),
    setup: setupCalls(setup, passwords),
    tasks: taskCalls(tasks),
    terminals: terminalCalls(terminals),
  })
}
