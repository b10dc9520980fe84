import { SlipwayError } from '../../../preload/contract/explained.ts'
import { finishRestart, finishVm } from './restart.ts'
import type { MachineState } from './state.ts'

/** The Windows inside a VM, as PowerShell Direct reaches it. Throws a SlipwayError when there is none or it does not run. */
export function guestOf(host: MachineState, name: string): MachineState {
  const vm = host.vms.find((item) => item.name.toLowerCase() === name.toLowerCase())
  if (!vm)
    throw new SlipwayError({
      code: 'direct-no-vm',
      message: `${name}: There is no VM of that name on this host.`,
      cause: 'The name is another, or this window may not see VMs.',
      remedy: 'Check the name in Hyper-V, and start Slipway elevated or as a Hyper-V administrator.',
      detail: 'The input VMName parameter does not resolve to any virtual machine.',
    })
  if (vm.state !== 'Running')
    throw new SlipwayError({
      code: 'direct-vm-not-running',
      message: `${name}: The VM is not running.`,
      cause: 'PowerShell Direct reaches only a VM that runs and whose Windows has started.',
      remedy: 'Start the VM and wait until its logon screen shows.',
      detail: `The virtual machine ${name} is not in running state.`,
    })
  return vm.guest
}

/** Finishes the restarts and, by `finishWork`, the work whose time has come, in VMs too. */
export function settle(machine: MachineState, now: number, finishWork: (machine: MachineState) => void): void {
  if (machine.backAt !== null && machine.backAt <= now) finishRestart(machine)
  if (machine.backAt !== null) return
  finishWork(machine)
  for (const vm of machine.vms) {
    if (vm.becomes && vm.becomes.at <= now) finishVm(vm, vm.becomes.state, vm.becomes.at, vm.becomes.resumed)
    if (vm.state === 'Running') settle(vm.guest, now, finishWork)
  }
}
