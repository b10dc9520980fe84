import { startService, stopService } from './service-control.ts'
import { addService, removeService } from './service-names.ts'
import type { MachineState, VmState } from './state.ts'
import { hypervisorStarts } from './virtualization.ts'

/** Milliseconds of practice time from the order to restart until the machine answers. */
const restartTime = 6000

/** The machine goes down; it answers again at `backAt`, as another start. */
export function beginRestart(machine: MachineState, { now, pace }: { now: number; pace: number }): void {
  machine.backAt = now + restartTime * pace
}

/** A VM has come to a state; its guest takes its processor from the VM's settings when it starts from off. */
export function finishVm(vm: VmState, state: 'Running' | 'Off' | 'Saved', now: number, resumed: boolean): void {
  vm.becomes = null
  vm.state = state
  vm.startedAt = state === 'Running' ? now : null
  if (state !== 'Running' || resumed) return
  const { guest } = vm
  Object.assign(guest.hardware, {
    nested: vm.exposed,
    cores: vm.processors,
    logicalProcessors: vm.processors,
    memory: vm.memory.startup,
  })
  guest.backAt = now
  finishRestart(guest)
}

/** What a start finishes: pending parts, services, hypervisor. Called when `backAt` has come. */
export function finishRestart(machine: MachineState): void {
  machine.bootedAt = machine.backAt ?? machine.bootedAt
  machine.backAt = null
  // Whoever lost power lost what was under way with it; an orderly restart waits for its end first.
  machine.work = []
  for (const [name, state] of Object.entries(machine.features)) {
    if (state === 'enable-pending') machine.features[name] = 'enabled'
    if (state === 'disable-pending') machine.features[name] = 'disabled'
  }
  machine.pending = { componentServicing: false, windowsUpdate: false, fileRename: false }
  machine.hypervisor = hypervisorStarts(machine)
  settleServices(machine)
  // A VM is saved when its host goes down, and started again when Hyper-V comes up with it.
  for (const vm of machine.vms) {
    if (vm.becomes) finishVm(vm, vm.becomes.state === 'Running' ? 'Off' : vm.becomes.state, machine.bootedAt, false)
    if (vm.state !== 'Running') continue
    if (machine.hypervisor) vm.startedAt = machine.bootedAt
    else vm.state = 'Saved'
  }
}

/** Services that come and go with parts of Windows, and those that start by themselves. */
export function settleServices(machine: MachineState): void {
  const on = (name: string) => machine.features[name] === 'enabled'
  const compute = on('Containers') || on('Microsoft-Hyper-V')
  for (const name of ['hns', 'vmcompute']) compute ? addService(machine, name) : removeService(machine, name)
  on('Microsoft-Hyper-V') ? addService(machine, 'vmms') : removeService(machine, 'vmms')
  for (const name of Object.keys(machine.services)) stopService(machine, name)
  for (const name of ['hns', 'vmcompute']) startService(machine, name, machine.bootedAt)
  for (const [name, service] of Object.entries(machine.services))
    if (service.startType === 'Automatic') startService(machine, name, machine.bootedAt)
}
