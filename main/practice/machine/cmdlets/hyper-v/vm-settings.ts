import { type CmdletContext, type CmdletTable, flagOf, numberOf, textOf, textsOf, wildcard } from '../../cmdlet.ts'
import { errorRecord } from '../../error-record.ts'
import type { VmState } from '../../state.ts'
import { findVms } from './find-vms.ts'
import { demandHyperV, deviceRefused, hyperVError, hyperVModule, sayNotFound } from './hyper-v-errors.ts'
import { compareVersions } from './supported-versions.ts'
import { adapterObject, memoryObject, processorObject } from './vm-objects.ts'

const setting = (run: (context: CmdletContext) => void) => ({
  available: hyperVModule,
  duration: 500,
  goesOn: 'unseen' as const,
  run,
})

/** Cmdlets that change a VM's settings, its checkpoints and the host's switches. */
export const vmSettingCmdlets: CmdletTable = {
  'Set-VMProcessor': setting((context) => {
    for (const vm of findVms(context, 'VMName')) setProcessor(context, vm)
  }),
  'Set-VMMemory': setting((context) => {
    for (const vm of findVms(context, 'VMName')) setMemory(context, vm)
  }),
  'Set-VMNetworkAdapter': setting(setAdapter),
  'Remove-VMSnapshot': setting(removeSnapshot),
  'Checkpoint-VM': setting(checkpoint),
  'New-VMSwitch': setting(newSwitch),
  'Remove-VMSwitch': setting(removeSwitch),
}

const unsimulated = (context: CmdletContext, known: readonly string[]) => {
  const other = [...context.args.keys()].find((name) => !known.includes(name))
  if (other) throw new Error(`${context.name} is not simulated with -${other}.`)
}

/** From which configuration version each vendor's extensions can be shown (WSD enable-nested-virtualization). */
const leastVersion = { GenuineIntel: '8.0', AuthenticAMD: '9.3' } as const

function setProcessor(context: CmdletContext, vm: VmState): void {
  unsimulated(context, ['VMName', 'Count', 'ExposeVirtualizationExtensions', 'Passthru'])
  const { machine } = context
  const count = numberOf(context, 'Count') ?? vm.processors
  const exposed = flagOf(context, 'ExposeVirtualizationExtensions') ?? vm.exposed
  if (count === vm.processors && exposed === vm.exposed) return
  if (vm.state !== 'Off') {
    context.error(deviceRefused(context, vm, 'Processor', 'InvalidState'))
    return
  }
  const tooOld = compareVersions(vm.version, leastVersion[machine.hardware.processorManufacturer]) < 0
  // The newest Hyper-V refuses to expose to a VM of one processor (microsoft/lisa #3746).
  const tooFew = machine.windows.build >= 26100 && count < 2
  const tooMany = count < 1 || count > machine.hardware.logicalProcessors * machine.hardware.sockets
  if (tooMany || (exposed && !vm.exposed && (tooOld || tooFew))) {
    context.error(deviceRefused(context, vm, 'Processor', 'NotSupported'))
    return
  }
  vm.processors = count
  vm.exposed = exposed
  if (flagOf(context, 'Passthru')) context.write(processorObject(machine, vm))
}

function setMemory(context: CmdletContext, vm: VmState): void {
  unsimulated(context, ['VMName', 'DynamicMemoryEnabled', 'StartupBytes', 'MinimumBytes', 'MaximumBytes', 'Passthru'])
  const wanted = {
    dynamic: flagOf(context, 'DynamicMemoryEnabled') ?? vm.memory.dynamic,
    startup: numberOf(context, 'StartupBytes') ?? vm.memory.startup,
    minimum: numberOf(context, 'MinimumBytes') ?? vm.memory.minimum,
    maximum: numberOf(context, 'MaximumBytes') ?? vm.memory.maximum,
  }
  if (
    JSON.stringify(wanted) ===
    JSON.stringify({
      dynamic: vm.memory.dynamic,
      startup: vm.memory.startup,
      minimum: vm.memory.minimum,
      maximum: vm.memory.maximum,
    })
  )
    return
  if (vm.state !== 'Off') {
    context.error(deviceRefused(context, vm, 'Memory', 'InvalidState'))
    return
  }
  const bounds = !wanted.dynamic || (wanted.minimum <= wanted.startup && wanted.startup <= wanted.maximum)
  if (!bounds || wanted.startup < 32 * 2 ** 20) {
    context.error(deviceRefused(context, vm, 'Memory', 'NotSupported'))
    return
  }
  vm.memory = wanted
  if (flagOf(context, 'Passthru')) context.write(memoryObject(vm))
}

/** Spoofing can be changed while the VM runs. */
function setAdapter(context: CmdletContext): void {
  if (!context.args.has('VMName')) throw new Error('Set-VMNetworkAdapter is simulated with -VMName only.')
  unsimulated(context, ['VMName', 'Name', 'MacAddressSpoofing', 'Passthru'])
  const name = textOf(context, 'Name')
  for (const vm of findVms(context, 'VMName')) {
    const adapters = vm.adapters.filter((adapter) => name === null || wildcard(name).test(adapter.name))
    if (adapters.length === 0 && name !== null)
      context.error(
        hyperVError(
          context,
          'InvalidParameter',
          'InvalidArgument',
          `Hyper-V was unable to find a network adapter with name "${name}".`,
          name,
        ),
      )
    for (const adapter of adapters) {
      const spoofing = textOf(context, 'MacAddressSpoofing')
      if (spoofing === 'On' || spoofing === 'Off') adapter.spoofing = spoofing
      if (flagOf(context, 'Passthru')) context.write(adapterObject(vm, adapter))
    }
  }
}

function removeSnapshot(context: CmdletContext): void {
  const names = textsOf(context, 'Name')
  for (const vm of findVms(context, 'VMName')) {
    const goes = (name: string) => !names || names.some((pattern) => wildcard(pattern).test(name))
    for (const name of names ?? [])
      if (!/[*?]/.test(name) && !vm.checkpoints.some((item) => wildcard(name).test(item.name)))
        context.error(
          hyperVError(
            context,
            'InvalidParameter',
            'InvalidArgument',
            `Hyper-V was unable to find a checkpoint with name "${name}".`,
            name,
          ),
        )
    const first = vm.checkpoints.findIndex(({ name }) => goes(name))
    vm.checkpoints = vm.checkpoints.filter(
      ({ name }, index) => !goes(name) && !(flagOf(context, 'IncludeAllChildSnapshots') && first >= 0 && index > first),
    )
  }
}

function checkpoint(context: CmdletContext): void {
  for (const vm of findVms(context, 'Name')) {
    const createdAt = new Date(context.now).toISOString()
    const name = textOf(context, 'SnapshotName') ?? `${vm.name} - (${createdAt})`
    const id = `${vm.id.slice(0, -4)}${(vm.checkpoints.length + 0xc000).toString(16)}`
    vm.checkpoints.push({ name, id, createdAt, exposed: vm.exposed })
  }
}

/** An internal switch brings the adapter `vEthernet (NAME)`. Two of one name are allowed, as in Hyper-V. */
function newSwitch(context: CmdletContext): void {
  demandHyperV(context)
  const name = textOf(context, 'Name') ?? ''
  const type = textOf(context, 'SwitchType')
  const adapter = textsOf(context, 'NetAdapterName')
  if (adapter && !adapter.includes('Ethernet')) {
    context.error(
      errorRecord(
        hyperVError(
          context,
          'ObjectNotFound',
          'ObjectNotFound',
          `Hyper-V was unable to find a network adapter with name "${adapter.join(', ')}".`,
          name,
        ),
      ),
    )
    return
  }
  const kind = adapter ? 'External' : type === 'Private' ? 'Private' : 'Internal'
  context.machine.network.switches.push({ name, type: kind })
  context.write({ Name: name, SwitchType: kind, NetAdapterInterfaceDescription: null })
}

/** The adapter of the switch goes with it, and its addresses. */
function removeSwitch(context: CmdletContext): void {
  demandHyperV(context)
  const { network } = context.machine
  for (const name of textsOf(context, 'Name') ?? []) {
    const gone = network.switches.filter((item) => wildcard(name).test(item.name)).map((item) => item.name)
    if (gone.length === 0) sayNotFound(context, 'switch', name)
    network.switches = network.switches.filter((item) => !gone.includes(item.name))
    network.addresses = network.addresses.filter(({ alias }) => !gone.some((item) => alias === `vEthernet (${item})`))
  }
}
