import { readFile, writeFile } from 'node:fs/promises'
import type { CallOutcome } from '../../setup/call.ts'
import { waitForOtherBoot } from '../../setup/host/restart.ts'
import type { HostSession } from '../../setup/host/session.ts'
import { readFile as readMachineFile, writeFile as writeMachineFile } from './files.ts'
import type { PracticeMachine } from './practice-machine.ts'

/** A session with a practice machine, as with any other host; `elevated` has effect for an administrator only. */
export function practiceSession(machine: PracticeMachine, elevated = true): HostSession {
  const session: HostSession = {
    name: `practice:${machine.name}`,
    get elevated() {
      return elevated && machine.state().administrator
    },
    invoke: (call, options): Promise<CallOutcome> => machine.invoke(call, elevated, options),
    bootTime: () => machine.bootTime(),
    waitForRestart: (previous, options) => waitForOtherBoot(session, previous, { every: 100, ...options }),
    async put(local, remote) {
      const bytes = await readFile(local)
      await machine.edit((state) => writeMachineFile(state, remote, bytes.toString('utf8')))
    },
    async get(remote, local) {
      const text = readMachineFile(machine.state(), remote)
      if (text === null) throw new Error(`There is no file ${remote} on the practice machine.`)
      await writeFile(local, text)
    },
    close: () => Promise.resolve(),
  }
  return session
}
