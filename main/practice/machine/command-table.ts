import type { Cmdlet, CmdletTable } from './cmdlet.ts'
import { cimInstanceCmdlets } from './cmdlets/cim-instance.ts'
import { fileCmdlets } from './cmdlets/file-cmdlets.ts'
import { vmLookCmdlets } from './cmdlets/hyper-v/vm-looks.ts'
import { vmPowerCmdlets } from './cmdlets/hyper-v/vm-power.ts'
import { vmSettingCmdlets } from './cmdlets/hyper-v/vm-settings.ts'
import { machineLookCmdlets } from './cmdlets/machine-looks.ts'
import { networkCmdlets } from './cmdlets/network.ts'
import { optionalFeatureCmdlets } from './cmdlets/optional-feature.ts'
import { restartCmdlets } from './cmdlets/restart-computer.ts'
import { serviceCmdlets } from './cmdlets/services.ts'
import { slipwayModule } from './cmdlets/slipway-module.ts'
import { windowsFeatureCmdlets } from './cmdlets/windows-feature.ts'
import { wsmanItemCmdlets } from './cmdlets/wsman-items.ts'
import { type CmdletMetadata, cmdletMetadata, moduleFunction } from './metadata/cmdlet-metadata.ts'

const simulated: CmdletTable = {
  ...cimInstanceCmdlets,
  ...fileCmdlets,
  ...machineLookCmdlets,
  ...networkCmdlets,
  ...optionalFeatureCmdlets,
  ...restartCmdlets,
  ...serviceCmdlets,
  ...slipwayModule,
  ...vmLookCmdlets,
  ...vmPowerCmdlets,
  ...vmSettingCmdlets,
  ...windowsFeatureCmdlets,
  ...wsmanItemCmdlets,
}

const byName = new Map(Object.entries(simulated).map(([name, cmdlet]) => [name.toLowerCase(), { name, cmdlet }]))

export interface Command {
  readonly cmdlet: Cmdlet
  readonly metadata: CmdletMetadata
}

/** Names of all cmdlets and functions that the practice machine simulates. */
export function simulatedCommands(): readonly string[] {
  return [...byName.values()].map(({ name }) => name)
}

/**
 * The command of a name; null when no machine knows it. Throws for one that exists on Windows but is not simulated:
 * an error record would be taken for the machine's own answer.
 */
export function findCommand(name: string): Command | null {
  const found = byName.get(name.toLowerCase())
  const metadata = cmdletMetadata(name)
  if (found) return { cmdlet: found.cmdlet, metadata: metadata ?? moduleFunction(found.name) }
  if (metadata) throw new Error(`${metadata.name} is not simulated on the practice machine.`)
  return null
}
