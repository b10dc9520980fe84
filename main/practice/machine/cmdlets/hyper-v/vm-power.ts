import { type CmdletContext, type CmdletTable, fail, flagOf } from '../../cmdlet.ts'
import { errorRecord, hresult } from '../../error-record.ts'
import { finishVm } from '../../restart.ts'
import type { VmState } from '../../state.ts'
import { findVms } from './find-vms.ts'
import { hyperVError, hyperVModule, wrongState } from './hyper-v-errors.ts'
import { compareVersions, supportedVersions } from './supported-versions.ts'
import { vmObject } from './vm-objects.ts'

const change = (
  duration: number,
  parameter: 'Name' | 'VMName',
  one: (context: CmdletContext, vm: VmState) => void,
) => ({
  available: hyperVModule,
  duration,
  goesOn: 'seen' as const,
  run: (context: CmdletContext) => {
    for (const vm of findVms(context, parameter)) {
      one(context, vm)
      if (flagOf(context, 'Passthru')) context.write(vmObject(context.machine, vm, context.now))
    }
  },
})

/** Cmdlets that start, stop, save and upgrade VMs. */
export const vmPowerCmdlets: CmdletTable = {
  'Start-VM': change(3000, 'Name', start),
  'Stop-VM': change(3000, 'Name', stop),
  'Remove-VMSavedState': change(500, 'VMName', removeSavedState),
  'Update-VMVersion': change(1000, 'Name', update),
}

const between = { Running: 'Starting', Off: 'Stopping', Saved: 'Saving' } as const

/** Milliseconds of practice time that a VM takes to start, to stop or to be saved; less than the call waits. */
const changeTime = 2800

/** The VM changes by itself, whatever becomes of who asked for it. */
function become({ now, pace }: CmdletContext, vm: VmState, state: 'Running' | 'Off' | 'Saved'): void {
  const resumed = vm.state === 'Saved'
  if (pace === 0) {
    finishVm(vm, state, now, resumed)
    return
  }
  vm.becomes = { state, at: now + changeTime * pace, resumed }
  vm.state = between[state]
}

const alreadyThere = 'The virtual machine is already in the specified state.'

function start(context: CmdletContext, vm: VmState): void {
  if (vm.state === 'Running') {
    context.warn(alreadyThere)
    return
  }
  if (vm.becomes) {
    context.error(wrongState(context, vm))
    return
  }
  const problem = startProblem(context, vm)
  if (problem !== null) {
    context.error(
      hyperVError(
        context,
        'OperationFailed',
        'NotSpecified',
        `'${vm.name}' failed to start. (Virtual machine ID ${vm.id})\n${problem}`,
      ),
    )
    return
  }
  become(context, vm, 'Running')
}

/** VVV #2534, for-win #4792; AMD nests from Server 2022 and Windows 11 on. */
function startProblem({ machine }: CmdletContext, vm: VmState): string | null {
  if (!machine.hypervisor)
    return `Virtual machine '${vm.name}' could not be started because one of the Hyper-V components is not running.`
  const oldAmd = machine.hardware.processorManufacturer === 'AuthenticAMD' && machine.windows.build < 20348
  if (vm.exposed && (oldAmd || machine.windows.build < 14393))
    return `Virtual machine '${vm.name}' could not be started because this platform does not support nested virtualization.`
  const used = machine.vms
    .filter(({ state }) => state === 'Running')
    .reduce((sum, other) => sum + other.memory.startup, 0)
  if (used + vm.memory.startup > machine.hardware.memory * 0.9)
    return `Not enough memory in the system to start the virtual machine ${vm.name} with ram size ${Math.floor(vm.memory.startup / 2 ** 20)} megabytes.`
  return null
}

/** Asks the guest; `-Force` makes it, `-TurnOff` pulls the plug, `-Save` leaves a saved state. */
function stop(context: CmdletContext, vm: VmState): void {
  const off = flagOf(context, 'TurnOff') === true
  const save = flagOf(context, 'Save') === true
  if (vm.state === (save ? 'Saved' : 'Off')) {
    context.warn(alreadyThere)
    return
  }
  if (vm.becomes || vm.state === 'Saved' || (vm.state === 'Paused' && !off && !save)) {
    context.error(wrongState(context, vm))
    return
  }
  // packer's report of a guest that did not go down (MattHode/PackerTemplates #18).
  if (!off && !save && vm.refusesShutdown && !flagOf(context, 'Force')) {
    context.error(hyperVError(context, 'OperationFailed', 'NotSpecified', 'Failed to stop.'))
    return
  }
  if (off) finishVm(vm, 'Off', context.now, false)
  else become(context, vm, save ? 'Saved' : 'Off')
}

function removeSavedState(context: CmdletContext, vm: VmState): void {
  if (vm.state !== 'Saved') context.error(wrongState(context, vm))
  else vm.state = 'Off'
}

/** One way; asks without -Force, which an unattended session cannot answer. */
function update(context: CmdletContext, vm: VmState): void {
  if (!flagOf(context, 'Force'))
    fail(
      errorRecord({
        message: 'Windows PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.',
        id: 'InvalidOperation,Microsoft.HyperV.PowerShell.Commands.UpdateVMVersion',
        category: 'InvalidOperation',
        exception: 'System.Management.Automation.PSInvalidOperationException',
        hresult: hresult(0x80131509),
      }),
    )
  if (vm.state !== 'Off') {
    context.error(wrongState(context, vm))
    return
  }
  const newest = supportedVersions(context.machine.windows.build).at(-1)?.version ?? vm.version
  if (compareVersions(vm.version, newest) < 0) vm.version = newest
}
