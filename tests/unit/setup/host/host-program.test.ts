import { describe, expect, it } from 'vitest'
import { findHostProgram } from '../../../../main/setup/host/host-program.ts'
import { sessionParameters } from '../../../../main/setup/host/open-session.ts'

const windows = {
  SystemRoot: 'C:\\Windows',
  ProgramFiles: 'C:\\Program Files',
  PSModulePath: 'C:\\Program Files\\PowerShell\\7\\Modules',
  PATH: 'C:\\evil',
}

describe('H1: the PowerShell that runs the calls', () => {
  it('H1: on Windows it is Windows PowerShell by its absolute path, without the modules of PowerShell 7', () => {
    const program = findHostProgram({ environment: windows, platform: 'win32', exists: () => true })
    expect(program.path).toBe('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe')
    expect(program.environment.PSModulePath).toBeUndefined()
    expect(program.environment.PATH).toBe('C:\\evil')
  })

  it('H1: for SSH it is PowerShell 7, and its absence is explained', () => {
    const find = (exists: boolean) =>
      findHostProgram({ ssh: true, environment: windows, platform: 'win32', exists: () => exists })
    expect(find(true).path).toBe('C:\\Program Files\\PowerShell\\7\\pwsh.exe')
    expect(() => find(false)).toThrow('PowerShell 7 was not found.')
  })

  it('H1: elsewhere it is pwsh on PATH', () => {
    const exists = (path: string) => path === '/opt/ps/pwsh'
    const find = (PATH: string) => findHostProgram({ environment: { PATH }, platform: 'linux', exists })
    expect(find('/bin:/opt/ps').path).toBe('/opt/ps/pwsh')
    expect(() => find('/bin:')).toThrow('PowerShell 7 was not found.')
  })
})

describe('H1: how a host is connected to', () => {
  it('H1: WinRM checks certificates, and never asks', () => {
    const target = { kind: 'winrm', host: '[fe80::1]', port: 5986, https: true, user: 'SRV1\\me' } as const
    expect(sessionParameters(target)).toEqual({
      ComputerName: 'fe80::1',
      Port: 5986,
      UseSSL: { switch: true },
      Credential: { user: 'SRV1\\me', secret: 'password winrm://SRV1%5Cme@[fe80::1]?https' },
      SessionOption: { OpenTimeout: 30_000, NoMachineProfile: { switch: true } },
    })
    expect(sessionParameters(target, { skipAuthorityCheck: true })?.SessionOption).not.toHaveProperty('SkipCNCheck')
  })

  it('H1: PowerShell Direct goes by the name of the VM, with an account of the VM', () => {
    expect(sessionParameters({ kind: 'vm', name: "it's (1)" }, { vmUser: 'Administrator' })).toEqual({
      VMName: "it's (1)",
      Credential: { user: 'Administrator', secret: "password vm:it's (1)" },
    })
  })
})
