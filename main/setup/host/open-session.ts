import { SlipwayError } from '../../../preload/contract/explained.ts'
import type { Value } from '../call.ts'
import { findHostProgram, type HostProgram } from './host-program.ts'
import { explainKnown } from './refusals.ts'
import { findRunnerFolder } from './runner-files.ts'
import { startRunner } from './runner-link.ts'
import { RunnerSession } from './runner-session.ts'
import type { SecretSource } from './session.ts'
import { sshReason } from './ssh-reason.ts'
import { formatHostTarget, type HostTarget } from './target.ts'

/** The id under which the password of a host's account is asked for. */
export function passwordId(target: HostTarget): string {
  return `password ${formatHostTarget(target)}`
}

export interface OpenOptions {
  readonly secrets: SecretSource
  readonly signal?: AbortSignal
  /** Account of a VM, which its target does not name. */
  readonly vmUser?: string
  /** Private key and known hosts of SSH, when they are not the account's own. */
  readonly ssh?: { readonly keyPath?: string; readonly knownHostsPath?: string }
  /** WinRM over HTTPS without looking at the certificate's authority; only under a warning. */
  readonly skipAuthorityCheck?: boolean
  /** For tests: another PowerShell and another environment. */
  readonly program?: HostProgram
  readonly runnerFolder?: string
  readonly openWithin?: number
  readonly giveUpAfter?: number
}

/** Opens a session with a host other than the practice one. Rejects with the SlipwayErrors of refusals.ts. */
export async function openSession(
  target: Exclude<HostTarget, { kind: 'practice' }>,
  options: OpenOptions,
): Promise<RunnerSession> {
  const { secrets, signal, openWithin, giveUpAfter } = options
  const name = target.kind === 'local' ? 'this machine' : formatHostTarget(target)
  const opening = RunnerSession.open(
    {
      name,
      start: async (more) =>
        startRunner(
          options.program ?? findHostProgram({ ssh: target.kind === 'ssh' }),
          options.runnerFolder ?? findRunnerFolder(),
          more,
        ),
      parameters: sessionParameters(target, options),
      secrets,
      openWithin,
      giveUpAfter,
    },
    signal,
  )
  if (target.kind !== 'ssh') return opening
  return opening.catch(async (error: unknown) => {
    // PowerShell keeps what ssh said to itself: it is asked once more for its reason.
    if (!(error instanceof SlipwayError) || error.explained.code !== 'session-refused') throw error
    const reason = await sshReason(target, options.ssh ?? {})
    throw explainKnown(name, reason) ?? error
  })
}

/** New-PSSession's parameters for a target; null for this machine. */
export function sessionParameters(
  target: Exclude<HostTarget, { kind: 'practice' }>,
  { vmUser, ssh = {}, skipAuthorityCheck = false }: Pick<OpenOptions, 'vmUser' | 'ssh' | 'skipAuthorityCheck'> = {},
): { readonly [name: string]: Value } | null {
  if (target.kind === 'local') return null
  const secret = passwordId(target)
  if (target.kind === 'vm') return { VMName: target.name, Credential: { user: vmUser ?? 'Administrator', secret } }
  if (target.kind === 'ssh') {
    return {
      HostName: target.host.replace(/^\[|\]$/g, ''),
      Port: target.port,
      ...(target.user === null ? {} : { UserName: target.user }),
      ...(ssh.keyPath === undefined ? {} : { KeyFilePath: ssh.keyPath }),
      // Nothing may ask: an unknown key or a missing one is an error that is explained.
      Options: {
        StrictHostKeyChecking: 'yes',
        BatchMode: 'yes',
        ConnectTimeout: '30',
        // A link that is cut without a word is noticed within a minute.
        ServerAliveInterval: '15',
        ServerAliveCountMax: '3',
        ...(ssh.knownHostsPath === undefined ? {} : { UserKnownHostsFile: ssh.knownHostsPath }),
      },
    }
  }
  return {
    ComputerName: target.host.replace(/^\[|\]$/g, ''),
    Port: target.port,
    ...(target.https ? { UseSSL: { switch: true } } : {}),
    ...(target.user === null ? {} : { Credential: { user: target.user, secret } }),
    // Milliseconds. The name in the certificate is always checked.
    SessionOption: {
      OpenTimeout: 30_000,
      NoMachineProfile: { switch: true },
      ...(skipAuthorityCheck ? { SkipCACheck: { switch: true }, SkipRevocationCheck: { switch: true } } : {}),
    },
  }
}
