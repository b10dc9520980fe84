import { type Explained, SlipwayError } from '../../../preload/contract/explained.ts'
import type { CallError } from '../call.ts'
import type { Refused } from './runner-lines.ts'
import { parseHostTarget } from './target.ts'

interface Known {
  readonly code: string
  readonly when: RegExp
  readonly message: string
  readonly cause: string
  readonly remedy: string
}

/**
 * Why a session could not be opened, looked for in `FullyQualifiedErrorId message`. Windows localises its texts, so the
 * id's first part comes first where there is one (about_Remote_Troubleshooting; RemotingErrorIdStrings.resx; ssh's own
 * texts are English everywhere).
 */
const known: readonly Known[] = [
  {
    code: 'winrm-not-trusted',
    when: /\bServerNotTrusted\b|TrustedHosts/i,
    message: 'This machine does not trust the host for WinRM over HTTP.',
    cause: 'Outside a domain, or by IP address, WinRM over HTTP cannot prove who the host is.',
    remedy:
      'Connect over HTTPS, which is better: write ?https after the address. Or add this one host to TrustedHosts on this machine, and give a user name.',
  },
  {
    code: 'winrm-no-credential',
    when: /0x8009030[ed]/i,
    message: 'There is no credential that the host accepts.',
    cause: 'The account of this window cannot be used on the host.',
    remedy: 'Give a user name and password; a local account as HOST\\user.',
  },
  {
    code: 'winrm-certificate',
    when: /certificate|12175\b|0x80072f8f/i,
    message: "The host's certificate for WinRM could not be verified.",
    cause: 'It is signed by an authority that this machine does not know, has expired, or is made out to another name.',
    remedy: "Trust the host's certificate authority on this machine, or connect by the name in the certificate.",
  },
  {
    code: 'session-access-denied',
    when: /^(AccessDenied|LogonFailure)\b|Access is denied|-2144108316|The user name or password is incorrect/i,
    message: 'The host refused the account.',
    cause:
      'The password is wrong, the account may not use remoting, or it is a local administrator without its rights.',
    remedy:
      'Use an account of the Administrators group. For a local one that is not the built-in Administrator, set LocalAccountTokenFilterPolicy on the host.',
  },
  {
    code: 'ssh-host-key-unknown',
    when: /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED|No \S+ host key is known/i,
    message: "The host's SSH key is not the one that is known.",
    cause: 'The host is new to this account, was set up anew, or another machine answers in its name.',
    remedy: "Compare the key's fingerprint on the host, then put it into known_hosts.",
  },
  {
    code: 'ssh-access-denied',
    when: /Permission denied|Too many authentication failures/i,
    message: 'The host refused the SSH key.',
    cause: 'No key of this account is in the authorized keys of that user.',
    remedy: "Add this account's public key on the host, or name another user.",
  },
  {
    code: 'ssh-subsystem-missing',
    when: /subsystem request failed/i,
    message: 'The host answers over SSH, but has no PowerShell there.',
    cause: 'PowerShell remoting over SSH needs PowerShell 7 on the host and a subsystem line in its sshd_config.',
    remedy: 'Install PowerShell 7 on the host, add "Subsystem powershell … -sshs" to sshd_config and restart sshd.',
  },
  {
    code: 'direct-credential',
    when: /The credential is invalid|InvalidCredential/i,
    message: 'The VM refused the user name or password.',
    cause: 'PowerShell Direct needs an account of the VM, not of its host.',
    remedy: 'Give a user name and password of the VM.',
  },
  {
    code: 'direct-no-vm',
    when: /does not resolve to any virtual machine|InvalidVMNameNoVM/i,
    message: 'There is no VM of that name on this host.',
    cause: 'The name is another, or this window may not see VMs.',
    remedy: 'Check the name in Hyper-V, and start Slipway elevated or as a Hyper-V administrator.',
  },
  {
    code: 'direct-vm-not-running',
    when: /is not in running state|InvalidVMState/i,
    message: 'The VM is not running.',
    cause: 'PowerShell Direct reaches only a VM that runs and whose Windows has started.',
    remedy: 'Start the VM and wait until its logon screen shows.',
  },
  {
    code: 'host-unreachable',
    when: /^(CannotConnect|NetworkPathNotFound|WinRMOperationTimeout)\b|-2144108526|-2144108250|WinRM cannot complete the operation|Connection refused|Connection timed out|No route to host|Could not resolve hostname|Name or service not known|Network is unreachable/i,
    message: 'The host does not answer.',
    cause: 'Its remoting service is off, a firewall is between, or the name or port is another.',
    remedy: 'Check the name, that WinRM or sshd runs on the host, and its firewall rule.',
  },
  {
    code: 'winrm-not-here',
    when: /no supported WSMan client library|WSMan.*not supported|only supported on Windows|Hyper-V Module for Windows PowerShell is not available/i,
    message: 'This machine cannot open such a session.',
    cause: 'WinRM and PowerShell Direct need Windows on this side; PowerShell Direct also the Hyper-V module.',
    remedy: 'Use SSH from here, or run Slipway on a Windows machine.',
  },
]

/** The SlipwayError of a session that could not be opened; code `session-refused` when nothing more is known. */
export function explainRefusal(host: string, refusal: Refused, platform: string = process.platform): SlipwayError {
  if (refusal.refused === 'language-mode' || refusal.refused === 'language') return languageMode(host, refusal)
  const error = refusal.error?.value
  if (refusal.refused === 'plan') {
    return new SlipwayError({
      code: 'plan-not-agreed',
      message: `${host}: the elevated helper refused the plan.`,
      cause: error?.message ?? '',
      remedy: 'Start the plan again from its review. If this happens twice, install Slipway anew.',
      detail: recordText(error),
    })
  }
  const detail = recordText(error)
  const found = error && explainKnown(host, `${error.id} ${error.message}`, detail, platform)
  if (found) return found
  return new SlipwayError({
    code: 'session-refused',
    message: `${host}: the session could not be opened.`,
    cause: error?.message ?? '',
    remedy: 'Read what PowerShell says below, mend it and try again.',
    detail,
  })
}

/** The SlipwayError of a text that remoting or ssh is known to write, or null. */
export function explainKnown(
  host: string,
  text: string,
  detail = text,
  platform: string = process.platform,
): SlipwayError | null {
  const found = known.find(({ when }) => when.test(text))
  if (!found) return null
  const { code, message, cause, remedy } = found
  const more = code === 'winrm-not-trusted' ? wayToTrust(host, platform) : {}
  return new SlipwayError({ code, message: `${host}: ${message}`, cause, remedy, detail, ...more })
}

/** The list is one of Windows: elsewhere there is nothing that Slipway could add to. */
function wayToTrust(name: string, platform: string): Partial<Explained> {
  if (platform !== 'win32') {
    return {
      remedy: 'Connect over HTTPS or SSH, or from a Windows machine: only Windows keeps a list of TrustedHosts.',
    }
  }
  if (!name.startsWith('winrm://')) return {}
  const target = parseHostTarget(name)
  return target.kind === 'winrm' ? { action: { kind: 'trust-remote-host', host: target.host } } : {}
}

/** The SlipwayError of a PowerShell that ended before it answered: a policy, or no PowerShell at all. */
export function explainNoStart(host: string, errorText: string): SlipwayError {
  // The address is the one of about_Execution_Policies, the same in every language.
  if (/PSSecurityException|UnauthorizedAccess|LinkID=135170/.test(errorText)) {
    return new SlipwayError({
      code: 'execution-policy',
      message: `${host}: a policy forbids Slipway's script.`,
      cause:
        'The execution policy is set by group policy (MachinePolicy or UserPolicy), above what a program may choose.',
      remedy: 'Ask for a policy that allows RemoteSigned scripts; "Get-ExecutionPolicy -List" shows which one is set.',
      detail: errorText,
    })
  }
  return new SlipwayError({
    code: 'session-refused',
    message: `${host}: PowerShell ended before it answered.`,
    cause: 'It could not start, or a security product stopped it.',
    remedy: 'Read what it says below, mend it and try again.',
    detail: errorText,
  })
}

function languageMode(host: string, { mode, error }: Refused): SlipwayError {
  return new SlipwayError({
    code: 'language-mode',
    message: `${host}: PowerShell runs in ${mode ? `${mode} mode` : 'a restricted mode'} there.`,
    cause: 'Application control (WDAC or AppLocker) or a restricted endpoint allows only a part of the language.',
    remedy:
      "Allow Slipway's scripts by policy, use an endpoint without restrictions, or run an exported script that you have signed.",
    detail: recordText(error?.value),
  })
}

function recordText(error: CallError | undefined): string {
  return error ? `${error.message}\n${error.id} (${error.category}), ${error.exception}` : ''
}
