import { Channels } from './channels.ts'
import { Engines } from './engine/engine.ts'
import { Pulls } from './engine/pulls.ts'
import { createCredentials } from './engine/registry/credentials.ts'
import { explain, onUnknownFailure } from './explain/explain.ts'
import { createHostSetup } from './host-setup.ts'
import { type Log, openLog } from './log.ts'
import { Machines } from './machines/machines.ts'
import { PageFiles } from './page-files.ts'
import type { PracticeLoader } from './practice/practice-loader.ts'
import { openSecrets, type SafeStorage, type Secrets } from './secrets.ts'
import { openSettings, type SettingsStore } from './settings.ts'
import type { ComeBack } from './setup/continuation.ts'
import type { HostPasswords } from './setup/host/passwords.ts'
import type { HostSessions } from './setup/host-sessions.ts'
import type { Setup } from './setup/setup.ts'
import { TaskRegistry } from './tasks/task-registry.ts'
import { Terminals } from './terminals/terminals.ts'

export interface ServicesOptions {
  /** The folder of settings, connections, secrets and the log; made when it is missing. */
  userData: string
  version: string
  /** As PracticeOptions has it; for tests. */
  practicePace?: number
  /** As HostSetupOptions has them. */
  elevates?: boolean
  comeBack?: ComeBack
  /** Electron's, where the door has one: the system's keychain. */
  safeStorage?: SafeStorage
}

export interface Services {
  version: string
  log: Log
  settings: SettingsStore
  secrets: Secrets
  machines: Machines
  engines: Engines
  channels: Channels
  pageFiles: PageFiles
  tasks: TaskRegistry
  passwords: HostPasswords
  practice: PracticeLoader
  pulls: Pulls
  setup: Setup
  /** Sessions with hosts, for who only reads them. */
  hostSessions: HostSessions
  terminals: Terminals
  /** Ends everything, in the reverse order, and writes what is still to be written. */
  close(): Promise<void>
}

/** Milliseconds that a local engine has to answer before the program starts on the practice host. */
const engineAnswersWithin = 1500

/** Builds every service once; all doors call it. */
export async function createServices({
  userData,
  version,
  practicePace,
  elevates = false,
  comeBack,
  safeStorage,
}: ServicesOptions): Promise<Services> {
  const log = await openLog(userData)
  onUnknownFailure((error, id) => log.failure(error, id))
  const settings = await openSettings(userData, (error) => log.warn(`Settings could not be written: ${String(error)}`))
  const secrets = await openSecrets(userData, safeStorage)
  const machines = new Machines({
    folder: userData,
    secrets,
    report: (problem) => log.warn(`${problem.message} ${problem.remedy}`),
  })
  const tasks = new TaskRegistry({ explain })
  const {
    practice,
    passwords,
    sessions: hostSessions,
    setup,
  } = createHostSetup({
    userData,
    version,
    secrets,
    tasks,
    elevates,
    ...(comeBack ? { comeBack } : {}),
    ...(practicePace === undefined ? {} : { practicePace }),
    report: (error) => log.failure(error, 'practice'),
  })
  machines.addBuiltIn({
    id: 'practice',
    name: 'Practice host',
    url: practice.url,
    prepare: async () => (await practice.load()).start(),
    registryAt: async (registry) => (await practice.load()).registryAt(registry),
  })
  await machines.start()
  const { currentMachine } = settings.get()
  const chosen = currentMachine !== null && machines.list.get(currentMachine) ? currentMachine : null
  const first = chosen ?? (await machines.chooseFirst('practice', engineAnswersWithin))
  // One that cannot be opened, such as a misspelt DOCKER_HOST, is shown with its problem.
  if (machines.list.get(first)?.problem === null) machines.open(first)
  const channels = new Channels()
  const pageFiles = new PageFiles()
  const engines = new Engines(machines)
  machines.onRemoved((machine) => engines.drop(machine))
  const pulls = new Pulls(tasks, createCredentials())
  const terminals = new Terminals({ links: machines, channels, scrollback: () => settings.get().terminal.scrollback })
  machines.onRemoved((machine) => terminals.connectionRemoved(machine))
  await setup.load()
  return {
    version,
    log,
    settings,
    secrets,
    machines,
    engines,
    channels,
    pageFiles,
    tasks,
    passwords,
    practice,
    pulls,
    setup,
    hostSessions,
    terminals,
    async close() {
      channels.close()
      await terminals.close()
      await tasks.close()
      engines.close()
      await machines.close()
      await practice.close()
      await settings.flush()
      await log.close()
    },
  }
}
