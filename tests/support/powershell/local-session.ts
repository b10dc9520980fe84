import { type OpenOptions, openSession } from '../../../main/setup/host/open-session.ts'
import type { HostSession } from '../../../main/setup/host/session.ts'
import { pwshProgram, runnerFolder } from './pwsh.ts'

/** A session with this machine through the real runner; a secret's value is its id turned around. */
export function openLocal(options: Partial<OpenOptions> & { environment?: NodeJS.ProcessEnv } = {}) {
  const { environment = {}, ...more } = options
  return openSession({ kind: 'local' }, { secrets: reversed, program: pwshProgram(environment), runnerFolder, ...more })
}

export async function reversed(id: string): Promise<string> {
  return [...id].reverse().join('')
}

/** The objects of a call that must not fail. */
export async function objectsOf(session: HostSession, ...[call, options]: Parameters<HostSession['invoke']>) {
  const { objects, errors } = await session.invoke(call, options)
  if (errors.length > 0) throw new Error(errors.map(({ message, id }) => `${message} (${id})`).join('\n'))
  return objects
}
