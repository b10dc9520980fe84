import { type CmdletContext, type CmdletTable, fail, flagOf, textsOf, wildcard } from '../cmdlet.ts'
import { diskIsFull, hasPayload, setFeature } from '../feature-change.ts'
import { administrationTools } from '../feature-names.ts'
import { beginRestart } from '../restart.ts'
import { type ServerFeature, serverFeature, serverFeatureState, serverFeatures } from '../server-features.ts'
import type { MachineState } from '../state.ts'
import { canRunHypervisor } from '../virtualization.ts'
import { propertiesOf, writeResult } from './windows-feature-objects.ts'

const isServer = (machine: MachineState) => machine.windows.installationType !== 'Client'
/** A client has the cmdlets when the server's administration tools are installed there. */
const known = (machine: MachineState) => isServer(machine) || machine.features[administrationTools] === 'enabled'
const addClass = 'Microsoft.Windows.ServerManager.Commands.AddWindowsFeatureCommand'
const removeClass = 'Microsoft.Windows.ServerManager.Commands.RemoveWindowsFeatureCommand'

/** Server Manager's cmdlets; a client does not have them. */
export const windowsFeatureCmdlets: CmdletTable = {
  'Get-WindowsFeature': { available: known, run: onServer('GetWindowsFeatureCommand', getWindowsFeature) },
  'Install-WindowsFeature': {
    available: known,
    duration: 4000,
    goesOn: 'unseen',
    run: onServer('AddWindowsFeatureCommand', installWindowsFeature),
  },
  'Uninstall-WindowsFeature': {
    available: known,
    duration: 4000,
    goesOn: 'unseen',
    run: onServer('RemoveWindowsFeatureCommand', uninstallWindowsFeature),
  },
}

/** On a client they are there and refuse (ansible.windows #120, inspec #3141; the id is unverified). */
function onServer(className: string, run: (context: CmdletContext) => void): (context: CmdletContext) => void {
  return (context) => {
    if (!isServer(context.machine))
      fail({
        message: 'The target of the specified cmdlet cannot be a Windows client-based operating system.',
        id: `WindowsClient_NotSupported,Microsoft.Windows.ServerManager.Commands.${className}`,
        category: 'DeviceError',
        target: 'localhost',
      })
    run(context)
  }
}

function getWindowsFeature(context: CmdletContext): void {
  const patterns = textsOf(context, 'Name')?.map(wildcard)
  for (const feature of serverFeatures(context.machine))
    if (!patterns || patterns.some((pattern) => pattern.test(feature.name)))
      context.write(propertiesOf(context.machine, feature))
}

/** The features named, or the record for a name that is not known, with the result that comes beside it. */
function named(context: CmdletContext, className: string): ServerFeature[] | null {
  const found: ServerFeature[] = []
  for (const name of textsOf(context, 'Name') ?? []) {
    const feature = serverFeature(context.machine, name)
    if (!feature) {
      context.error({
        message: `ArgumentNotValid: The role, role service, or feature name is not valid: '${name}'. The name was not found.`,
        id: `NameDoesNotExist,${className}`,
        category: 'InvalidArgument',
        target: name,
        exception: 'System.Exception',
        hresult: null,
      })
      writeResult(context, { success: false, restart: 'No', exit: 'InvalidArgs', features: [] })
      return null
    }
    found.push(feature)
  }
  return found
}

/** Changing roles asks for administrator rights; record from use (unverified), the text is Server Manager's. */
function demandRights(context: CmdletContext, className: string): void {
  if (context.elevated) return
  fail({
    message: 'You do not have adequate user rights to make changes to the target computer.',
    id: `DismApi_AccessDenied,${className}`,
    category: 'PermissionDenied',
    target: 'localhost',
  })
}

/** With -IncludeManagementTools the tools of what was asked for come along. */
function withTools(context: CmdletContext, asked: readonly ServerFeature[]): ServerFeature[] {
  const tools = flagOf(context, 'IncludeManagementTools') ? asked.flatMap((feature) => feature.tools) : []
  const extra = tools.map((name) => serverFeature(context.machine, name)).filter((feature) => feature !== null)
  return [...new Set([...asked, ...extra])]
}

function installWindowsFeature(context: CmdletContext): void {
  demandRights(context, addClass)
  const asked = named(context, addClass)
  if (!asked) return
  const { machine } = context
  const wanted = withTools(context, asked).filter(
    (feature) => feature.dism !== null && !['enabled', 'enable-pending'].includes(serverFeatureState(machine, feature)),
  )
  if (wanted.length === 0) {
    writeResult(context, { success: true, restart: 'No', exit: 'NoChangeNeeded', features: [] })
    return
  }
  const problem = wanted.some(({ name }) => name === 'Hyper-V') ? hyperVProblem(machine) : null
  if (problem !== null) {
    writeResult(context, { success: false, restart: 'Maybe', exit: 'Failed', features: [] })
    fail({
      message: `A prerequisite check for the Hyper-V feature failed.\n1. ${problem === firmwareOff ? problem : `Hyper-V cannot be installed: ${problem}`}`,
      id: `Alteration_PrerequisiteCheck_Failed,${addClass}`,
      category: 'InvalidOperation',
      target: 'Hyper-V',
    })
  }
  if (wanted.some((feature) => serverFeatureState(machine, feature) === 'removed')) checkPayload(context)
  checkSpace(context)
  if (context.args.get('WhatIf') === true) {
    writeResult(context, { success: true, restart: 'No', exit: 'NoChangeNeeded', features: [] })
    return
  }
  changeFeatures(context, wanted, 'enabled', 'installation')
}

/** Sets the features, says what came of it, and restarts where that is asked for and needed. */
function changeFeatures(
  context: CmdletContext,
  wanted: ServerFeature[],
  to: Parameters<typeof setFeature>[2],
  process: 'installation' | 'removal',
): void {
  const { machine } = context
  let restart = false
  for (const feature of wanted) restart = setFeature(machine, feature.dism ?? '', to) || restart
  if (restart && !flagOf(context, 'Restart'))
    context.warn(`You must restart this server to finish the ${process} process.`)
  writeResult(context, {
    success: true,
    restart: restart ? 'Yes' : 'No',
    exit: restart ? 'SuccessRestartRequired' : 'Success',
    features: wanted,
  })
  if (restart && flagOf(context, 'Restart')) beginRestart(machine, context)
}

const firmwareOff = 'Hyper-V cannot be installed because virtualization support is not enabled in the BIOS.'

/** The prerequisite check (HyperVDsc #184, sig-windows-dev-tools #9, VD #193, azure-stack-docs #1892). */
function hyperVProblem(machine: MachineState): string | null {
  const { hardware } = machine
  if (hardware.outer) {
    if (hardware.nested) return null
    return hardware.outer === 'hyper-v'
      ? 'A hypervisor is already running.'
      : 'The processor does not have required virtualization capabilities.'
  }
  if (canRunHypervisor(machine)) return null
  if (!hardware.monitorMode) return 'The processor does not have required virtualization capabilities.'
  if (!hardware.slat) return 'The processor does not support second level address translation (SLAT).'
  if (hardware.firmware === false) return firmwareOff
  return 'Data Execution Prevention is not enabled.'
}

const failedIntro =
  'The request to add or remove features on the specified server failed.\nInstallation of one or more roles, role services, or features failed.\n'

/** The text is Windows's for the code; the id is unverified. */
function checkSpace(context: CmdletContext): void {
  if (!diskIsFull(context.machine)) return
  writeResult(context, { success: false, restart: 'No', exit: 'Failed', features: [] })
  fail({
    message: `${failedIntro}There is not enough space on the disk. Error: 0x80070070`,
    id: `Alteration_Failed,${addClass}`,
    category: 'InvalidOperation',
    target: '@{Vhd=; Credential=; Reboot=False; Name=localhost}',
  })
}

function checkPayload(context: CmdletContext): void {
  const sources = textsOf(context, 'Source') ?? []
  if (hasPayload(context.machine, sources)) return
  const offline = sources.length === 0 && !context.machine.network.internet
  writeResult(context, { success: false, restart: 'No', exit: 'Failed', features: [] })
  fail({
    message: offline
      ? `${failedIntro}The source files could not be downloaded.\nUse the "source" option to specify the location of the files that are required to restore the feature. For more information on specifying a source location, see http://go.microsoft.com/fwlink/?LinkId=243077. Error: 0x800f0906`
      : `${failedIntro}The source files could not be found.\nUse the "Source" option to specify the location of the files that are required to restore the feature. For more information on how to specify a source location, see https://go.microsoft.com/fwlink/?LinkId=243077. Error: 0x800f081f`,
    id: `${offline ? 'DISMAPI_Error__Cbs_Download_Failure' : 'DISMAPI_Error__Failed_To_Enable_Updates'},${addClass}`,
    category: 'InvalidOperation',
    target: '@{Vhd=; Credential=; Reboot=False; Name=localhost}',
  })
}

function uninstallWindowsFeature(context: CmdletContext): void {
  demandRights(context, removeClass)
  const asked = named(context, removeClass)
  if (!asked) return
  const { machine } = context
  const remove = flagOf(context, 'Remove') === true
  const wanted = withTools(context, asked).filter((feature) => {
    const state = serverFeatureState(machine, feature)
    return feature.dism !== null && (['enabled', 'enable-pending'].includes(state) || (remove && state !== 'removed'))
  })
  if (wanted.length === 0) {
    writeResult(context, { success: true, restart: 'No', exit: 'NoChangeNeeded', features: [] })
    return
  }
  changeFeatures(context, wanted, remove ? 'removed' : 'disabled', 'removal')
}
