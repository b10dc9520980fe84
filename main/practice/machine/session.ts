import { readFile, writeFile } from 'node:fs/promises'
import { SlipwayError } from '../../../preload/contract/explained.ts'
import type { CallOutcome } from '../../setup/call.ts'
import { waitForOtherBoot } from '../../setup/host/restart.ts'
import type { HostSession } from '../../setup/host/session.ts'
import { readFileBytes, writeFileBytes } from './files.ts'
import type { PracticeMachine } from './practice-machine.ts'

export interface PracticeSessionOptions {
  /** Has effect for an administrator only. Default true. */
  readonly elevated?: boolean
  /** The session goes to the Windows inside this VM, as PowerShell Direct does. */
  readonly vm?: string
}

/** A session with a practice machine, as with any other host. */
export function practiceSession(
  machine: PracticeMachine,
  { elevated = true, vm }: PracticeSessionOptions = {},
): HostSession {
  const session: HostSession = {
    name: vm === undefined ? `practice:${machine.name}` : `practice:${machine.name}/${vm}`,
    get elevated() {
      return elevated && machine.state(vm).administrator
    },
    invoke: (call, options): Promise<CallOutcome> =>
      machine.invoke(vm === undefined ? call : { ...call, on: { vm } }, elevated, options),
    bootTime: () => machine.bootTime(vm),
    waitForRestart: (previous, options) => waitForOtherBoot(session, previous, { every: 100, ...options }),
    async put(local, remote) {
      const bytes = await readFile(local)
      await machine.edit((state) => writeFileBytes(state, remote, bytes), vm)
    },
    async get(remote, local) {
      const bytes = readFileBytes(machine.state(vm), remote)
      if (bytes === null) throw noSuchFile(session.name, remote)
      await writeFile(local, bytes)
    },
    close: () => Promise.resolve(),
  }
  return session
}

function noSuchFile(name: string, path: string): SlipwayError {
  return new SlipwayError({
    code: 'host-file',
    message: `${name}: there is no file ${path}.`,
    remedy: 'Check the path.',
  })
}
