import { SlipwayError } from '../../preload/contract/explained.ts'
import type { Call } from './call.ts'
import { explainErrors, explainThrown } from './explain-host.ts'
import type { HostSession } from './host/session.ts'
import type { RunEntry } from './journal-entries.ts'
import type { RunJournal } from './run-context.ts'
import { continuationOf } from './run-row.ts'
import { windowsCommandLine } from './windows-command-line.ts'

/**
 * The values that Windows starts once, after the next logon of this user and without administrator rights, and deletes
 * before it does (learn.microsoft.com/windows/win32/setupapi/run-and-runonce-registry-keys).
 */
const key = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\RunOnce'
/** Characters of a value there, by the same page. */
const longest = 260

const nameOf = (run: string): string => `Slipway ${run}`

export function registerCall(run: string, command: string): Call {
  return { native: 'reg.exe', args: ['add', key, '/v', nameOf(run), '/t', 'REG_SZ', '/d', command, '/f'] }
}

export function removeCall(run: string): Call {
  return { native: 'reg.exe', args: ['delete', key, '/v', nameOf(run), '/f'] }
}

/** The arguments, program first, by which the program comes back to a run. */
export type ComeBack = (run: RunEntry) => readonly string[]

/**
 * Has Windows start the program again after the next logon; journalled before it is done. Where that cannot be, the
 * journal says why: the run waits all the same, and a person goes on with it.
 */
export async function registerContinuation(
  run: RunEntry,
  comeBack: ComeBack,
  { journal, session, tell }: { journal: RunJournal; session: HostSession; tell?: (call: Call) => void },
): Promise<void> {
  try {
    const command = windowsCommandLine(comeBack(run))
    if (command.length > longest) throw tooLong(command)
    const call = registerCall(run.id, command)
    await journal.write({ type: 'continuation', registered: true, command, error: null })
    tell?.(call)
    const { exitCode, errors, output, errorOutput } = await session.invoke(call)
    if (errors.length > 0) throw new SlipwayError(explainErrors(errors))
    if (exitCode !== 0) throw notRegistered(`${errorOutput}${output}`.trim())
  } catch (error) {
    await journal.write({ type: 'continuation', registered: false, command: '', error: explainThrown(error) })
  }
}

/** Takes the registration back where there is one; what Windows has deleted itself is gone already. */
export async function removeContinuation(run: string, journal: RunJournal, session: HostSession): Promise<void> {
  if (!continuationOf(journal.entries)?.registered) return
  await session.invoke(removeCall(run))
  await journal.write({ type: 'continuation', registered: false, command: '', error: null })
}

function tooLong(command: string): SlipwayError {
  return new SlipwayError({
    code: 'continuation-too-long',
    message: 'Slipway cannot be started again by itself after the restart.',
    cause: `Windows takes a command of ${longest} characters there at most; this one has ${command.length}.`,
    remedy: 'After the restart, open Slipway and go on with the run.',
    detail: command,
  })
}

function notRegistered(detail: string): SlipwayError {
  return new SlipwayError({
    code: 'continuation-refused',
    message: 'Slipway will not be started again by itself after the restart.',
    cause: 'Windows did not take the entry that starts it: a policy may forbid it.',
    remedy: 'After the restart, open Slipway and go on with the run.',
    detail,
  })
}
