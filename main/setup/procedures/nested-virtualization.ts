import type { Procedure } from '../procedure.ts'
import { hostCanNest, vmExists } from './nested-checks.ts'
import { discardSavedState, startVm, stopVm } from './nested-power.ts'
import {
  allowSpoofing,
  exposeExtensions,
  giveMemory,
  giveProcessors,
  removeCheckpoints,
  updateVersion,
} from './nested-settings.ts'

/** H5: one virtual machine of this host is made fit to run Hyper-V itself. */
export const nestedVirtualization: Procedure<'nested-virtualization'> = {
  id: 'nested-virtualization',
  title: 'Nested virtualization',
  steps: (parameters) => [
    hostCanNest,
    vmExists(parameters),
    discardSavedState(parameters),
    stopVm(parameters),
    updateVersion(parameters),
    ...(parameters.removeCheckpoints ? [removeCheckpoints(parameters)] : []),
    giveProcessors(parameters),
    exposeExtensions(parameters),
    giveMemory(parameters),
    ...(parameters.network === 'spoofing' ? [allowSpoofing(parameters)] : []),
    ...(parameters.start ? [startVm(parameters)] : []),
  ],
}
