import { join } from 'node:path'
import { PracticeLoader } from './practice/practice-loader.ts'
import type { Secrets } from './secrets.ts'
import type { ComeBack } from './setup/continuation.ts'
import { localElevation } from './setup/host/elevated/local-elevation.ts'
import { openSession } from './setup/host/open-session.ts'
import { HostPasswords } from './setup/host/passwords.ts'
import { findRunnerFolder, readModule } from './setup/host/runner-files.ts'
import { parseHostTarget } from './setup/host/target.ts'
import { HostSessions } from './setup/host-sessions.ts'
import { Setup } from './setup/setup.ts'
import type { TaskRegistry } from './tasks/task-registry.ts'

export interface HostSetupOptions {
  userData: string
  version: string
  secrets: Secrets
  tasks: TaskRegistry
  /** As PracticeOptions has it; for tests. */
  practicePace?: number
  /** Runs on this machine may ask Windows for administrator rights: somebody sits before the program. */
  elevates?: boolean
  /** As SetupOptions has it; only Windows starts programs again. */
  comeBack?: ComeBack
  report: (error: unknown) => void
}

/** What host setup is made of; the practice machines are known only here, and to nobody who changes hosts. */
export function createHostSetup({
  userData,
  version,
  secrets,
  tasks,
  practicePace,
  elevates = false,
  comeBack,
  report,
}: HostSetupOptions): {
  practice: PracticeLoader
  passwords: HostPasswords
  sessions: HostSessions
  setup: Setup
} {
  const practice = new PracticeLoader({
    folder: join(userData, 'practice'),
    ...(practicePace === undefined ? {} : { pace: practicePace }),
    report,
  })
  const passwords = new HostPasswords(secrets)
  const sessions = new HostSessions(async (text, signal) => {
    const target = parseHostTarget(text)
    if (target.kind === 'practice') return (await practice.load()).session(target.machine, target.vm)
    return openSession(target, { secrets: passwords.source(target), ...(signal ? { signal } : {}) })
  })
  const onWindows = process.platform === 'win32'
  const setup = new Setup({
    folder: join(userData, 'setup'),
    tasks,
    open: sessions.open,
    isThisMachine: (target) => parseHostTarget(target).kind === 'local',
    ...(elevates && onWindows ? { elevation: localElevation({ secrets: passwords.source({ kind: 'local' }) }) } : {}),
    ...(comeBack && onWindows ? { comeBack } : {}),
    module: async () => readModule(findRunnerFolder()),
    program: version,
  })
  return { practice, passwords, sessions, setup }
}
