import { describe, expect, it } from 'vitest'
import { type Call, given, type Value } from '../../../main/setup/call.ts'
import { printCall } from '../../../main/setup/call-text.ts'
import { printComment, printValue } from '../../../main/setup/powershell-text.ts'
import { SlipwayError } from '../../../preload/contract/explained.ts'

describe('H11: a call as PowerShell', () => {
  it.each<[string, Call]>([
    [
      'Install-WindowsFeature -Name Containers, Hyper-V',
      { run: 'Install-WindowsFeature', with: { Name: ['Containers', 'Hyper-V'] } },
    ],
    [
      `Set-VMProcessor -VMName 'it''s 1' -Count 2 -ExposeVirtualizationExtensions $true`,
      { run: 'Set-VMProcessor', with: { VMName: `it's 1`, Count: 2, ExposeVirtualizationExtensions: true } },
    ],
    [
      'Set-VMMemory -VMName X -DynamicMemoryEnabled $false -StartupBytes 4GB',
      { run: 'Set-VMMemory', with: { VMName: 'X', DynamicMemoryEnabled: false, StartupBytes: 4 * 2 ** 30 } },
    ],
    ['Stop-VM -Name X -Force', { run: 'Stop-VM', with: { Name: 'X', Force: given } }],
    ['Restart-Computer -Confirm:$false', { run: 'Restart-Computer', with: { Confirm: { switch: false } } }],
    [
      'Get-VM -Name X | Select-Object -Property Name, State',
      { run: 'Get-VM', with: { Name: 'X' }, take: ['Name', 'State'] },
    ],
    [
      `Get-WindowsFeature -Name Containers | Select-Object -Property @{ Name = 'AdditionalInfo.NumericId'; Expression = { $_.AdditionalInfo.NumericId } }`,
      { run: 'Get-WindowsFeature', with: { Name: 'Containers' }, take: ['AdditionalInfo.NumericId'] },
    ],
    [
      `Invoke-Command -VMName 'box 1' -Credential (Get-Credential) -ScriptBlock { Start-Service -Name docker }`,
      { run: 'Start-Service', with: { Name: 'docker' }, on: { vm: 'box 1' } },
    ],
    ['sc.exe qc docker', { native: 'sc.exe', args: ['qc', 'docker'] }],
    [
      `& 'C:\\Program Files\\Docker\\dockerd.exe' --validate --config-file 'C:\\a b\\daemon.json'`,
      {
        native: 'C:\\Program Files\\Docker\\dockerd.exe',
        args: ['--validate', '--config-file', 'C:\\a b\\daemon.json'],
      },
    ],
    [
      `New-LocalUser -Name u -Password (Read-Host -AsSecureString -Prompt 'Password of u')`,
      { run: 'New-LocalUser', with: { Name: 'u', Password: { secret: 'Password of u' } } },
    ],
    [
      `Enter-Box -Credential (Get-Credential -UserName 'CONTOSO\\admin' -Message 'password of box')`,
      { run: 'Enter-Box', with: { Credential: { user: 'CONTOSO\\admin', secret: 'password of box' } } },
    ],
  ])('H11: %s', (text, call) => expect(printCall(call)).toBe(text))

  it('H11: shows no Select-Object where only the command itself is wanted', () => {
    expect(printCall({ run: 'Get-VM', take: ['Name'] }, { select: false })).toBe('Get-VM')
  })

  it.each<[string, Value]>([
    ['value-null', 'a\0b'],
    ['value-unicode', '\ud800'],
    ['value-number', Number.NaN],
    ['value-number', Number.POSITIVE_INFINITY],
    ['value-keys', { a: 1, A: 2 }],
  ])('H11: refuses %s', (code, value) => {
    expect(() => printValue(value)).toThrow(SlipwayError)
    expect(() => printCall({ run: 'Get-VM', with: { Name: value } })).toThrow(
      expect.objectContaining({ explained: expect.objectContaining({ code }) }),
    )
  })

  it('H11: refuses a null character in an argument of a native command', () => {
    expect(() => printCall({ native: 'sc.exe', args: ['a\0'] })).toThrow(SlipwayError)
  })

  it.each([
    [{ run: 'Get-VM; Remove-VM' }],
    [{ run: '& calc' }],
    [{ run: 'Get-VM', with: { 'Name x': 1 } }],
    [{ run: 'Get-VM', take: ['a; b'] }],
  ])('H11: takes no name that is more than a name: %j', (call) => {
    expect(() => printCall(call)).toThrow(/Not a name/)
  })

  it('H11: a comment stays one line', () => {
    expect(printComment('a\r\nRemove-Item C:\\ #>\u2028b\u0085c')).toBe('# a Remove-Item C:\\ #> b c')
  })
})
