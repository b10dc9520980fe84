import type { ProcedureParameters } from '../../../preload/contract/setup-procedures.ts'
import { given } from '../call.ts'
import type { Condition } from '../condition.ts'
import { absentWithoutModule } from '../looks.ts'
import type { Step } from '../step.ts'

type Nat = NonNullable<ProcedureParameters['hyper-v']['nat']>

const common = {
  source: 'https://learn.microsoft.com/windows-server/virtualization/hyper-v/enable-nested-virtualization',
  elevation: true,
  restart: 'never',
  afterRestart: true,
} as const

/** H5, instead of address spoofing: a switch of the machine's own, an address on it, and WinNAT. */
export function natSteps(nat: Nat): Step[] {
  return [makeSwitch(nat), giveAddress(nat), translate(nat)]
}

function makeSwitch({ name }: Nat): Step {
  return {
    ...common,
    id: 'nat-switch',
    title: `There is an internal switch ${name}`,
    why: 'Guests on it reach this machine, and through it the network, without MAC addresses that others would drop.',
    follows: ['role'],
    look: [absentWithoutModule({ name: 'switches', call: { run: 'Get-VMSwitch', take: ['Name', 'SwitchType'] } })],
    satisfied: { some: ['switches', { all: [{ equals: ['Name', name] }, { equals: ['SwitchType', 'Internal'] }] }] },
    unsupported: [
      {
        code: 'switch-name-taken',
        when: {
          some: ['switches', { all: [{ equals: ['Name', name] }, { not: { equals: ['SwitchType', 'Internal'] } }] }],
        },
        because: `There is a switch ${name} of another type.`,
        remedy: 'Choose another name.',
      },
    ],
    commands: ['New-VMSwitch', 'Remove-VMSwitch'],
    apply: () => [{ run: 'New-VMSwitch', with: { Name: name, SwitchType: 'Internal' } }],
    undo: () => [{ run: 'Remove-VMSwitch', with: { Name: name, Force: given } }],
  }
}

function giveAddress({ name, address, prefixLength }: Nat): Step {
  const alias = `vEthernet (${name})`
  return {
    ...common,
    id: 'nat-address',
    title: `This machine is ${address} on it`,
    why: 'Guests send what is meant for elsewhere to this address.',
    follows: ['nat-switch'],
    look: [
      {
        name: 'addresses',
        call: { run: 'Get-NetIPAddress', with: { InterfaceAlias: alias }, take: ['IPAddress', 'PrefixLength'] },
        absentWhen: ['CmdletizationQuery_NotFound_InterfaceAlias'],
      },
    ],
    satisfied: { some: ['addresses', { equals: ['IPAddress', address] }] },
    unsupported: [],
    commands: ['New-NetIPAddress'],
    apply: () => [
      { run: 'New-NetIPAddress', with: { IPAddress: address, PrefixLength: prefixLength, InterfaceAlias: alias } },
    ],
    // It goes with the switch.
    undo: () => [],
  }
}

function translate({ name, address, prefixLength }: Nat): Step {
  const prefix = `${networkOf(address, prefixLength)}/${prefixLength}`
  const ours: Condition = { some: ['nats', { equals: ['Name', name] }] }
  return {
    ...common,
    id: 'nat',
    title: `Addresses of ${prefix} are translated`,
    why: 'The network outside sees this machine only.',
    look: [{ name: 'nats', call: { run: 'Get-NetNat', take: ['Name', 'InternalIPInterfaceAddressPrefix'] } }],
    satisfied: {
      some: ['nats', { all: [{ equals: ['Name', name] }, { equals: ['InternalIPInterfaceAddressPrefix', prefix] }] }],
    },
    unsupported: [
      {
        code: 'nat-taken',
        when: { all: [{ exists: 'nats' }, { not: ours }] },
        because: 'This machine translates addresses already, and WinNAT takes one network only.',
        remedy: 'Use that network (Docker’s own is called nat), or remove it with Remove-NetNat.',
      },
      {
        code: 'nat-name-taken',
        when: ours,
        because: `There is a translation ${name} for another network.`,
        remedy: 'Choose another name, or remove it with Remove-NetNat.',
      },
    ],
    commands: ['New-NetNat', 'Remove-NetNat'],
    apply: () => [{ run: 'New-NetNat', with: { Name: name, InternalIPInterfaceAddressPrefix: prefix } }],
    undo: () => [{ run: 'Remove-NetNat', with: { Name: name, Confirm: { switch: false } } }],
  }
}

/** `192.168.100.0` of `192.168.100.1` and 24. */
function networkOf(address: string, prefixLength: number): string {
  const bits = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  const size = 2 ** (32 - prefixLength)
  const start = Math.floor(bits / size) * size
  return [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join('.')
}
