import { describe, expect, it } from 'vitest'
import { explainNoStart, explainRefusal } from '../../../../main/setup/host/refusals.ts'
import { procedureParameters } from '../../../../preload/contract/setup-procedures.ts'

const refused = (id: string, message: string) =>
  explainRefusal('winrm://srv1', {
    refused: 'connect',
    error: {
      kind: 'error',
      value: { id, message, category: 'OpenError', target: 'srv1', exception: 'E', hresult: null, terminating: true },
    },
  }).explained

const prefix = 'Connecting to remote server srv1 failed with the following error message : '

describe('H1: why a session could not be opened', () => {
  it.each([
    [
      'ServerNotTrusted,PSSessionOpenFailed',
      `${prefix}If the authentication scheme is different from Kerberos, or if the client computer is not joined to a domain, then HTTPS transport must be used or the destination machine must be added to the TrustedHosts configuration setting.`,
      'winrm-not-trusted',
    ],
    ['AccessDenied,PSSessionOpenFailed', `${prefix}Zugriff verweigert`, 'session-access-denied'],
    [
      '1312,PSSessionOpenFailed',
      `${prefix}The following error with errorcode 0x8009030e occurred while using Negotiate authentication: A specified logon session does not exist.`,
      'winrm-no-credential',
    ],
    ['CannotConnect,PSSessionOpenFailed', `${prefix}…`, 'host-unreachable'],
    [
      'WinRMOperationTimeout,PSSessionOpenFailed',
      `${prefix}WinRM cannot complete the operation. Verify that the specified computer name is valid`,
      'host-unreachable',
    ],
    [
      '-2144108126,PSSessionOpenFailed',
      'The input VMName parameter does not resolve to any virtual machine.',
      'direct-no-vm',
    ],
    ['InvalidVMState', 'The virtual machine X is not in running state.', 'direct-vm-not-running'],
    ['x', 'The credential is invalid.', 'direct-credential'],
    [
      '12175,PSSessionOpenFailed',
      `${prefix}The server certificate on the destination computer (srv1:5986) has the following errors: The SSL certificate is signed by an unknown certificate authority.`,
      'winrm-certificate',
    ],
    ['x', 'no supported WSMan client library was found', 'winrm-not-here'],
    ['SomethingElse', 'Never seen before', 'session-refused'],
  ])('H1: %s is told as %s', (id, message, code) => {
    expect(refused(id, message)).toMatchObject({
      code,
      message: expect.stringContaining('winrm://srv1'),
      remedy: expect.stringMatching(/\w/),
      detail: expect.stringContaining(message),
    })
  })

  const notTrusted = (host: string, platform: string) =>
    explainRefusal(
      host,
      {
        refused: 'connect',
        error: {
          kind: 'error',
          value: {
            id: 'ServerNotTrusted,PSSessionOpenFailed',
            message: `${prefix}…`,
            category: 'OpenError',
            target: 'srv1',
            exception: 'E',
            hresult: null,
            terminating: true,
          },
        },
      },
      platform,
    ).explained

  it.each([
    ['winrm://srv1', 'srv1'],
    ['winrm://CORP%5Cadmin@srv1.corp.com:5999', 'srv1.corp.com'],
    ['winrm://[fe80::1]', '[fe80::1]'],
  ])('H1: on Windows %s offers to trust %s alone', (address, host) => {
    expect(notTrusted(address, 'win32')).toMatchObject({
      code: 'winrm-not-trusted',
      remedy: expect.stringContaining('HTTPS, which is better'),
      action: { kind: 'trust-remote-host', host },
    })
    expect(procedureParameters['trust-remote-host'].parse({ host })).toEqual({ host })
  })

  it('H1: elsewhere there is no list to add to: no button, and what to do instead', () => {
    const told = notTrusted('winrm://srv1', 'linux')
    expect(told.action).toBeUndefined()
    expect(told.remedy).toContain('HTTPS or SSH')
  })

  it('H1: a restricted language mode and a policy are named', () => {
    const { explained } = explainRefusal('local', { refused: 'language-mode', mode: 'ConstrainedLanguage' })
    expect(explained).toMatchObject({ code: 'language-mode', message: expect.stringContaining('ConstrainedLanguage') })
    const policy = `File C:\\x\\runner.ps1 cannot be loaded because running scripts is disabled on this system. For more
      information, see about_Execution_Policies at https:/go.microsoft.com/fwlink/?LinkID=135170.
      + FullyQualifiedErrorId : UnauthorizedAccess`
    expect(explainNoStart('this machine', policy).explained.code).toBe('execution-policy')
    expect(explainNoStart('this machine', 'spawn ENOENT').explained.code).toBe('session-refused')
  })
})
