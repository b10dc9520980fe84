import { join } from 'node:path'
import { Channels } from './channels.ts'
import { Engines } from './engine/engine.ts'
import { Pulls } from './engine/pulls.ts'
import { createCredentials } from './engine/registry/credentials.ts'
import { explain, onUnknownFailure } from './explain/explain.ts'
import { type Log, openLog } from './log.ts'
import { Machines } from './machines/machines.ts'
import { PageFiles } from './page-files.ts'
import { Practice } from './practice/practice.ts'
import { openSecrets, type SafeStorage, type Secrets } from './secrets.ts'
import { openSettings, type SettingsStore } from './settings.ts'
import { openSession } from './setup/host/open-session.ts'
import { HostPasswords } from './setup/host/passwords.ts'
import { findRunnerFolder, readModule } from './setup/host/runner-files.ts'
import type { HostSession } from './setup/host/session.ts'
import { parseHostTarget } from './setup/host/target.ts'
import { Setup } from './setup/setup.ts'
import { TaskRegistry } from './tasks/task-registry.ts'
import { Terminals } from './terminals/terminals.ts'

export interface ServicesOptions {
  /** The folder of settings, connections, secrets and the log; made when it is missing. */
  userData: string
  version: string
  /** As PracticeOptions has it; for tests. */
  practicePace?: number
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
  practice: Practice
  pulls: Pulls
  setup: Setup
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
  const practice = new Practice({
    folder: join(userData, 'practice'),
    ...(practicePace === undefined ? {} : { pace: practicePace }),
    report: (error) => log.failure(error, 'practice'),
  })
  machines.addBuiltIn({ id: 'practice', name: 'Practice host', url: practice.url, prepare: () => practice.start() })
  await machines.start()
  const { currentMachine } = settings.get()
  const chosen = currentMachine !== null && machines.list.get(currentMachine) ? currentMachine : null
  const first = chosen ?? (await machines.chooseFirst('practice', engineAnswersWithin))
  if (machines.list.get(first)) machines.open(first)
  const channels = new Channels()
  const pageFiles = new PageFiles()
  const tasks = new TaskRegistry({ explain })
  const engines = new Engines(machines)
  machines.onRemoved((machine) => engines.drop(machine))
  const pulls = new Pulls(tasks, createCredentials())
  const terminals = new Terminals({ links: machines, channels, scrollback: () => settings.get().terminal.scrollback })
  const passwords = new HostPasswords(secrets)
  const setup = new Setup({
    folder: join(userData, 'setup'),
    tasks,
    open: (target, signal) => openHost(target, practice, passwords, signal),
    isThisMachine: (target) => parseHostTarget(target).kind === 'local',
    module: async () => readModule(findRunnerFolder()),
    program: version,
  })
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

/** A session with a host by its address; the practice machines are known only here. */
async function openHost(
  text: string,
  practice: Practice,
  passwords: HostPasswords,
  signal: AbortSignal | undefined,
): Promise<HostSession> {
  const target = parseHostTarget(text)
  if (target.kind === 'practice') return practice.session(target.machine, target.vm)
  return openSession(target, { secrets: passwords.source(target), ...(signal ? { signal } : {}) })
}
