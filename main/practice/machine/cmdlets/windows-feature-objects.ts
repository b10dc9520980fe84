import type { Value } from '../../../setup/call.ts'
import type { CmdletContext } from '../cmdlet.ts'
import { dismFeature } from '../feature-names.ts'
import { installStates, type ServerFeature, serverFeatureState } from '../server-features.ts'
import type { MachineState } from '../state.ts'

/** Microsoft.Windows.ServerManager.Commands.Feature. */
export function propertiesOf(machine: MachineState, feature: ServerFeature): { [key: string]: Value } {
  const state = serverFeatureState(machine, feature)
  return {
    Name: feature.name,
    DisplayName: feature.displayName,
    Description: (feature.dism && dismFeature(machine, feature.dism)?.description) || feature.displayName,
    Installed: state === 'enabled',
    InstallState: installStates[state],
    FeatureType: feature.type,
    Path: feature.path,
    Depth: feature.depth,
    DependsOn: [],
    Parent: feature.parent,
    SubFeatures: [...feature.subFeatures],
    SystemService: [...feature.services],
    Notification: [],
    ServerComponentDescriptor: `ServerComponent_${feature.name.replace(/-/g, '_')}`,
    BestPracticesModelId: feature.name === 'Hyper-V' ? 'Microsoft/Windows/Hyper-V' : null,
    EventQuery: feature.name === 'Hyper-V' ? 'Hyper-V.Events.xml' : null,
    PostConfigurationNeeded: false,
    AdditionalInfo: {
      MajorVersion: 10,
      MinorVersion: 0,
      NumericId: feature.numericId,
      InstallName: feature.dism ?? feature.name,
    },
  }
}

/** What Install- and Uninstall-WindowsFeature write, also beside an error. */
export function writeResult(
  context: CmdletContext,
  result: { success: boolean; restart: string; exit: string; features: readonly ServerFeature[] },
): void {
  context.write({
    Success: result.success,
    RestartNeeded: result.restart,
    ExitCode: result.exit,
    FeatureResult: result.features.map((feature) => ({
      DisplayName: feature.displayName,
      Id: feature.numericId,
      Message: [],
      RestartNeeded: result.restart === 'Yes',
      SkipReason: 'NotSkipped',
      Success: result.success,
    })),
  })
}
