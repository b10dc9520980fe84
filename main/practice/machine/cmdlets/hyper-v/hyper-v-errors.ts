import type { CallError } from '../../../../setup/call.ts'
import { type CmdletContext, fail } from '../../cmdlet.ts'
import { errorRecord, hresult } from '../../error-record.ts'
import type { MachineState, VmState } from '../../state.ts'

const exception = 'Microsoft.HyperV.PowerShell.VirtualizationException'

/** A record of the Hyper-V module; its id names the cmdlet's class. */
export function hyperVError(
  context: CmdletContext,
  id: string,
  category: string,
  message: string,
  target = '',
): CallError {
  return errorRecord({
    message,
    id: `${id},Microsoft.HyperV.PowerShell.Commands.${context.name.replace('-', '')}`,
    category,
    target,
    exception,
    hresult: hresult(0x80131500),
  })
}

/** A name that means nothing leaves an error record; a pattern does not. */
export function sayNotFound(context: CmdletContext, kind: 'machine' | 'switch', name: string): void {
  if (/[*?]/.test(name)) return
  const message = `Hyper-V was unable to find a virtual ${kind} with name "${name}".`
  context.error(hyperVError(context, 'InvalidParameter', 'InvalidArgument', message, name))
}

/** The module is there; without rights or without its service nothing answers. */
export function demandHyperV(context: CmdletContext): void {
  const { machine } = context
  if (!context.elevated)
    fail(
      hyperVError(
        context,
        'Unspecified',
        'NotSpecified',
        `You do not have the required permission to complete this task. Contact the administrator of the authorization policy for the computer '${machine.hostName}'.`,
      ),
    )
  if (machine.services.vmms?.status !== 'Running')
    fail(
      hyperVError(
        context,
        'ObjectNotFound',
        'ObjectNotFound',
        `Hyper-V encountered an error trying to access an object on computer '${machine.hostName}' because the object was not found. The object might have been deleted, or you might not have permission to perform the task. Verify that the Virtual Machine Management service on the computer is running. If the service is running, try to perform the task again by using Run as Administrator.`,
      ),
    )
}

/** Every Hyper-V cmdlet is there when the module is. */
export function hyperVModule(machine: MachineState): boolean {
  return machine.features['Microsoft-Hyper-V-Management-PowerShell'] === 'enabled'
}

const currentState = 'The operation cannot be performed while the virtual machine is in its current state.'

export function wrongState(context: CmdletContext, vm: VmState): CallError {
  return hyperVError(
    context,
    'InvalidState',
    'InvalidOperation',
    `${currentState}\n'${vm.name}': ${currentState} (Virtual machine ID ${vm.id})`,
  )
}

/** A device's setting was refused: `InvalidState` when the VM is not off (packer #8633), `NotSupported` when the setting is (LabBuilder #251). */
export function deviceRefused(
  context: CmdletContext,
  vm: VmState,
  device: string,
  id: 'InvalidState' | 'NotSupported',
): CallError {
  const reason = id === 'InvalidState' ? currentState : 'Cannot modify property.'
  return hyperVError(
    context,
    id,
    'InvalidOperation',
    `Failed to modify device '${device}'.\n${reason}\n'${vm.name}' failed to modify device '${device}'. (Virtual machine ID ${vm.id})\n${reason}`,
  )
}
