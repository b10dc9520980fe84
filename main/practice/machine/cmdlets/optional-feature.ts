import { type CmdletContext, type CmdletTable, fail, flagOf, textsOf } from '../cmdlet.ts'
import { hresult } from '../error-record.ts'
import { diskIsFull, hasPayload, setFeature } from '../feature-change.ts'
import { type DismFeature, dismFeature, dismFeatures } from '../feature-names.ts'
import { beginRestart } from '../restart.ts'

/** DISM's cmdlets, on server and client; each asks for elevation, even to read. */
export const optionalFeatureCmdlets: CmdletTable = {
  'Get-WindowsOptionalFeature': { run: getOptionalFeature },
  'Enable-WindowsOptionalFeature': { duration: 4000, goesOn: 'unseen', run: enableOptionalFeature },
  'Disable-WindowsOptionalFeature': { duration: 4000, goesOn: 'unseen', run: disableOptionalFeature },
}

const states = {
  disabled: 'Disabled',
  enabled: 'Enabled',
  'enable-pending': 'EnablePending',
  'disable-pending': 'DisablePending',
  removed: 'DisabledWithPayloadRemoved',
} as const

function comFailure(context: CmdletContext, message: string, code: number): never {
  return fail({
    message,
    id: `Microsoft.Dism.Commands.${context.name.replace('-', '')}Command`,
    category: 'NotSpecified',
    exception: 'System.Runtime.InteropServices.COMException',
    hresult: hresult(code),
  })
}

function prepare(context: CmdletContext): void {
  if (!context.elevated) comFailure(context, 'The requested operation requires elevation.', 0x800702e4)
  if (!flagOf(context, 'Online')) throw new Error(`${context.name} is simulated with -Online only.`)
}

function find(context: CmdletContext, name: string): DismFeature {
  return dismFeature(context.machine, name) ?? comFailure(context, `Feature name ${name} is unknown.`, 0x800f080c)
}

function getOptionalFeature(context: CmdletContext): void {
  prepare(context)
  const names = textsOf(context, 'FeatureName')
  if (!names) {
    for (const { name, state } of dismFeatures(context.machine))
      context.write({ FeatureName: name, State: states[state] })
    return
  }
  for (const name of names) {
    const feature = find(context, name)
    context.write({
      FeatureName: feature.name,
      DisplayName: feature.displayName,
      Description: feature.description,
      RestartRequired: 'Possible',
      State: states[feature.state],
      CustomProperties: [],
      Path: '',
      Online: true,
      WinPath: '',
      SysDrivePath: '',
      LogPath: 'C:\\Windows\\Logs\\DISM\\dism.log',
      LogLevel: 'WarningsInfo',
    })
  }
}

/** Without -All a disabled parent stops it; unlike Server Manager it looks at no prerequisite of Hyper-V. */
function enableOptionalFeature(context: CmdletContext): void {
  prepare(context)
  const { machine } = context
  const wanted = (textsOf(context, 'FeatureName') ?? []).map((name) => find(context, name))
  const all = new Set<string>()
  for (const feature of wanted) {
    const parents = ancestors(context, feature)
    if (flagOf(context, 'All')) for (const name of [...parents, ...children(context, feature)]) all.add(name)
    else if (parents.some((name) => dismFeature(machine, name)?.state !== 'enabled'))
      comFailure(
        context,
        'One or several parent features are disabled so current feature can not be enabled.',
        0x800f0826,
      )
    all.add(feature.name)
  }
  if ([...all].some((name) => dismFeature(machine, name)?.state === 'removed')) checkPayload(context)
  if (diskIsFull(machine)) comFailure(context, 'There is not enough space on the disk.', 0x80070070)
  let restart = false
  for (const name of all) restart = setFeature(machine, name, 'enabled') || restart
  finish(context, restart)
}

function disableOptionalFeature(context: CmdletContext): void {
  prepare(context)
  const { machine } = context
  const remove = flagOf(context, 'Remove') === true
  let restart = false
  for (const feature of (textsOf(context, 'FeatureName') ?? []).map((name) => find(context, name)))
    for (const name of [feature.name, ...children(context, feature)])
      restart = setFeature(machine, name, remove ? 'removed' : 'disabled') || restart
  finish(context, restart)
}

/** An unattended session is asked nothing: without -NoRestart the machine restarts. */
function finish(context: CmdletContext, restart: boolean): void {
  if (restart && flagOf(context, 'NoRestart')) context.warn('Restart is suppressed because NoRestart is specified.')
  context.write({ Path: '', Online: true, RestartNeeded: restart })
  if (restart && !flagOf(context, 'NoRestart')) beginRestart(context.machine, context)
}

function checkPayload(context: CmdletContext): void {
  const sources = textsOf(context, 'Source') ?? []
  const limited = flagOf(context, 'LimitAccess') === true
  if (hasPayload(context.machine, sources, limited)) return
  if (sources.length === 0 && !limited)
    comFailure(
      context,
      'The source files could not be downloaded. \n Use the "source" option to specify the location of the files that are required to restore the feature. For more information on specifying a source location, see http://go.microsoft.com/fwlink/?LinkId=243077.',
      0x800f0906,
    )
  comFailure(
    context,
    'The source files could not be found. \n Use the "Source" option to specify the location of the files that are required to restore the feature. For more information on specifying a source location, see http://go.microsoft.com/fwlink/?LinkId=243077.',
    0x800f081f,
  )
}

function ancestors(context: CmdletContext, feature: DismFeature): string[] {
  return feature.parents
    .map((name) => dismFeature(context.machine, name))
    .filter((parent) => parent !== null)
    .flatMap((parent) => [...ancestors(context, parent), parent.name])
}

function children(context: CmdletContext, feature: DismFeature): string[] {
  return dismFeatures(context.machine)
    .filter(({ parents }) => parents.includes(feature.name))
    .flatMap((child) => [child.name, ...children(context, child)])
}
