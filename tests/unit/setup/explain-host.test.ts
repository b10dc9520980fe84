import { describe, expect, it } from 'vitest'
import { hostSetupFailures } from '../../../main/explain/table/host-setup.ts'
import type { CallError } from '../../../main/setup/call.ts'
import { explainErrors } from '../../../main/setup/explain-host.ts'

const record = (parts: Partial<CallError>): CallError => ({
  message: '',
  id: '',
  category: 'NotSpecified',
  target: '',
  exception: 'System.Exception',
  hresult: null,
  terminating: true,
  ...parts,
})
/** An HRESULT as .NET gives it. */
const hresult = (code: number) => code | 0
const dism = 'Microsoft.Dism.Commands.EnableWindowsOptionalFeatureCommand'
const server = 'Microsoft.Windows.ServerManager.Commands.AddWindowsFeatureCommand'
const prerequisite = (text: string) =>
  record({
    id: `Alteration_PrerequisiteCheck_Failed,${server}`,
    message: `A prerequisite check for the Hyper-V feature failed.\n1. Hyper-V cannot be installed: ${text}`,
  })

/** Localised messages where the id or the code alone must do. */
const rows: readonly (readonly [string, CallError])[] = [
  [
    'needs-elevation',
    record({ message: 'Der angeforderte Vorgang erfordert erhöhte Rechte.', hresult: hresult(0x800702e4), id: dism }),
  ],
  ['needs-elevation', record({ message: 'The requested operation requires elevation.', id: dism })],
  ['needs-elevation', record({ message: 'Keine Rechte.', id: `DismApi_AccessDenied,${server}` })],
  ['dism-class-not-registered', record({ message: 'Class not registered', hresult: hresult(0x80040154), id: dism })],
  [
    'host-command-missing',
    record({ message: 'Die Benennung "Get-WindowsFeature" wurde nicht erkannt.', id: 'CommandNotFoundException' }),
  ],
  [
    'target-is-client',
    record({ message: 'The target of the specified cmdlet cannot be a Windows client-based operating system.' }),
  ],
  ['feature-name-unknown', record({ message: 'ArgumentNotValid', id: `NameDoesNotExist,${server}` })],
  ['feature-name-unknown', record({ message: 'Featurename unbekannt', hresult: hresult(0x800f080c), id: dism })],
  [
    'feature-source-missing',
    record({ message: 'Fehler: 0x800f081f', id: `DISMAPI_Error__Failed_To_Enable_Updates,${server}` }),
  ],
  ['feature-source-missing', record({ message: 'Quelldateien fehlen', hresult: hresult(0x800f081f), id: dism })],
  ['feature-download-failed', record({ message: 'Fehler', id: `DISMAPI_Error__Cbs_Download_Failure,${server}` })],
  ['hyper-v-no-virtualization', prerequisite('The processor does not have required virtualization capabilities.')],
  ['hyper-v-no-slat', prerequisite('The processor does not support second level address translation (SLAT).')],
  ['hyper-v-hypervisor-running', prerequisite('A hypervisor is already running.')],
  ['hyper-v-off-in-firmware', prerequisite('Virtualization support is not enabled in the BIOS.')],
  ['hyper-v-prerequisite', prerequisite('Etwas anderes.')],
  [
    'vm-wrong-state',
    record({ message: 'Fehler', id: 'InvalidState,Microsoft.HyperV.PowerShell.Commands.SetVMMemory' }),
  ],
  [
    'vm-wrong-state',
    record({
      message: 'Cannot modify property.',
      id: 'NotSupported,Microsoft.HyperV.PowerShell.Commands.SetVMProcessor',
    }),
  ],
  ['vm-not-found', record({ message: 'Hyper-V was unable to find a virtual machine with name "X".' })],
  ['hyper-v-permission', record({ message: 'You do not have the required permission to complete this task.' })],
  [
    'hyper-v-object-not-found',
    record({
      message:
        "Hyper-V encountered an error trying to access an object on computer 'X' because the object was not found.",
    }),
  ],
  [
    'platform-cannot-nest',
    record({ message: "'X' could not be started because this platform does not support nested virtualization." }),
  ],
  [
    'hyper-v-component-not-running',
    record({
      message: 'The virtual machine could not be started because one of the Hyper-V components is not running.',
    }),
  ],
  [
    'service-not-started',
    record({ message: 'Dienst', id: 'StartServiceFailed,Microsoft.PowerShell.Commands.StartServiceCommand' }),
  ],
  [
    'service-not-found',
    record({ message: 'Dienst', id: 'NoServiceFoundForGivenName,Microsoft.PowerShell.Commands.GetServiceCommand' }),
  ],
  [
    'trusted-hosts-policy',
    record({
      message:
        'The config setting TrustedHosts cannot be changed because is controlled by policies. The policy would need to be set to "Not Configured" in order to change the config setting.',
      id: 'System.InvalidOperationException,Microsoft.PowerShell.Commands.SetItemCommand',
    }),
  ],
  ['winrm-not-trusted', record({ message: 'Fehler', id: 'ServerNotTrusted,PSSessionOpenFailed' })],
  ['winrm-no-credential', record({ message: 'errorcode 0x8009030e occurred', id: '1312,PSSessionOpenFailed' })],
  ['winrm-access-denied', record({ message: 'Zugriff verweigert', id: 'AccessDenied,PSSessionStateBroken' })],
  ['winrm-cannot-connect', record({ message: 'Fehler', id: 'CannotConnect,PSSessionStateBroken' })],
  ['winrm-public-network', record({ message: 'Öffentlich', hresult: hresult(0x80338169) })],
  ['direct-credential-invalid', record({ message: 'The credential is invalid.' })],
  ['vm-not-found', record({ message: 'The input VMName parameter does not resolve to any virtual machine.' })],
  ['vm-name-ambiguous', record({ message: 'The input VMName parameter resolves to multiple virtual machines.' })],
  ['direct-not-running', record({ message: 'The virtual machine X is not in running state.' })],
  [
    'direct-no-module',
    record({ message: 'The Hyper-V Module for Windows PowerShell is not available on this machine.' }),
  ],
  [
    'direct-session-ended',
    record({
      message: 'An error has occurred which Windows PowerShell cannot handle. A remote session might have ended.',
      id: 'PSSessionStateBroken',
    }),
  ],
]

describe('H12: failures of host changes', () => {
  it.each(rows)('H12: %s', (code, error) => {
    const explained = explainErrors([error])
    expect(explained.code).toBe(code)
    expect(explained.detail).toContain(error.message)
  })

  it('H12: every entry of the table is met by a row', () => {
    const met = new Set(rows.map(([code]) => code))
    expect(hostSetupFailures.map(({ code }) => code).filter((code) => !met.has(code))).toEqual([])
  })

  it('H12: what the table does not know is told in the host’s own words, with its id and code', () => {
    const unknown = record({ message: 'Etwas ist schief.\nZeile 2', id: 'Foo,Bar', hresult: hresult(0x80070057) })
    expect(explainErrors([unknown])).toMatchObject({
      code: 'host-error',
      message: 'Etwas ist schief.',
      detail: 'Etwas ist schief.\nZeile 2\nFoo,Bar · NotSpecified · 0x80070057',
    })
  })
})

it('H3: a full disk of a host is not mended by removing images', () => {
  const message = 'Installation of one or more roles failed.\nThere is not enough space on the disk. Error: 0x80070070'
  const explained = explainErrors([
    record({ id: `Alteration_Failed,${server}`, message, hresult: hresult(0x80070070) }),
  ])
  expect(explained).toMatchObject({ code: 'disk-full', detail: expect.stringContaining('0x80070070') })
  expect(explained.remedy).toContain('drive of Windows')
  expect(explained.action).toBeUndefined()
})
