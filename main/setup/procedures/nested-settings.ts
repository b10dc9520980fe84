import { type Call, given, type Value } from '../call.ts'
import type { Evidence } from '../condition.ts'
import { operatingSystem, processor } from '../looks.ts'
import type { Step } from '../step.ts'
import { nestedSource } from './nested-checks.ts'
import {
  adapterLook,
  bytesOf,
  checkpointLook,
  enoughMemory,
  enoughProcessors,
  exposed,
  leastVersion,
  memoryLook,
  type NestedParameters,
  processorLook,
  versionFits,
  vmLook,
} from './nested-looks.ts'

const common = { source: nestedSource, elevation: true, restart: 'never' } as const

/** The first reading of a look. */
const first = (evidence: Evidence, look: string, property: string): Value =>
  evidence[look]?.objects?.[0]?.[property] ?? null

export function updateVersion({ vm, updateVersion: allowed }: NestedParameters): Step {
  return {
    ...common,
    id: 'version',
    title: 'Its configuration version is new enough',
    why: `Extensions can be exposed to a machine from configuration version ${leastVersion.intel} on (Intel) or ${leastVersion.amd} on (AMD).`,
    look: [vmLook(vm), processor],
    satisfied: versionFits,
    unsupported: allowed
      ? []
      : [
          {
            code: 'vm-version-too-low',
            when: { not: versionFits },
            because: `The configuration version of ${vm} is too low.`,
            remedy: 'Allow it to be updated. There is no way back to hosts of an older Windows.',
          },
        ],
    warns: [
      { when: { always: true }, text: `The configuration version of ${vm} is raised; that cannot be taken back.` },
    ],
    commands: ['Update-VMVersion'],
    // -Force: it asks otherwise.
    apply: () => [{ run: 'Update-VMVersion', with: { Name: vm, Force: given } }],
    undo: null,
    settle: 60_000,
  }
}

export function removeCheckpoints({ vm }: NestedParameters): Step {
  return {
    ...common,
    id: 'checkpoints',
    title: 'No checkpoints',
    why: 'Going back to an older checkpoint would bring back its processor setting too.',
    look: [checkpointLook(vm)],
    satisfied: { not: { exists: 'checkpoints' } },
    unsupported: [],
    warns: [{ when: { always: true }, text: `The checkpoints of ${vm} are removed; that cannot be taken back.` }],
    commands: ['Remove-VMSnapshot'],
    apply: () => [{ run: 'Remove-VMSnapshot', with: { VMName: vm } }],
    undo: null,
    deadline: 30 * 60_000,
  }
}

export function giveProcessors(parameters: NestedParameters): Step {
  const { vm, processors } = parameters
  return {
    ...common,
    id: 'processors',
    title: `It has ${processors} virtual processors or more`,
    why: 'Hyper-V in the guest asks for two. They come before the exposure, which fails on a machine with one on newer hosts.',
    look: [processorLook(vm)],
    satisfied: enoughProcessors(parameters),
    unsupported: [],
    warns: [
      {
        when: { atLeast: ['cpu.Count', 226] },
        text: 'A guest of Windows Server 2019 or earlier that runs Hyper-V may have 225 virtual processors at most.',
      },
    ],
    commands: ['Set-VMProcessor'],
    apply: () => [{ run: 'Set-VMProcessor', with: { VMName: vm, Count: processors } }],
    undo: (evidence) => setIfKnown('Set-VMProcessor', vm, { Count: first(evidence, 'cpu', 'Count') }),
  }
}

export function exposeExtensions(parameters: NestedParameters): Step {
  const { vm } = parameters
  const checkpoints = parameters.removeCheckpoints
    ? []
    : [
        {
          when: { exists: 'checkpoints' },
          text: `${vm} has checkpoints: going back to one brings back its old setting.`,
        },
      ]
  return {
    ...common,
    id: 'exposure',
    title: 'Virtualization extensions are exposed to it',
    why: 'The guest sees a processor with VT-x or AMD-V and can start a hypervisor of its own.',
    look: [processorLook(vm), checkpointLook(vm)],
    satisfied: exposed,
    unsupported: [],
    warns: checkpoints,
    commands: ['Set-VMProcessor'],
    apply: () => [{ run: 'Set-VMProcessor', with: { VMName: vm, ExposeVirtualizationExtensions: true } }],
    undo: (evidence) =>
      setIfKnown('Set-VMProcessor', vm, {
        ExposeVirtualizationExtensions: first(evidence, 'cpu', 'ExposeVirtualizationExtensions'),
      }),
  }
}

export function giveMemory(parameters: NestedParameters): Step {
  const { vm, memoryGigabytes } = parameters
  const wanted = bytesOf(memoryGigabytes)
  return {
    ...common,
    id: 'memory',
    title: `It has ${memoryGigabytes} GB or more of static memory`,
    why: 'While a hypervisor runs in the guest, its memory can neither grow nor shrink.',
    look: [memoryLook(vm), operatingSystem],
    satisfied: enoughMemory(parameters),
    unsupported: [],
    warns: [
      {
        when: { not: { atLeast: ['os.FreePhysicalMemory', wanted / 1024] } },
        text: `The host has less than ${memoryGigabytes} GB of free memory now: ${vm} may not start.`,
      },
    ],
    commands: ['Set-VMMemory'],
    apply: (evidence) => {
      const now = first(evidence, 'memory', 'Startup')
      const startup = typeof now === 'number' && now > wanted ? now : wanted
      return [{ run: 'Set-VMMemory', with: { VMName: vm, DynamicMemoryEnabled: false, StartupBytes: startup } }]
    },
    undo: (evidence) => {
      const dynamic = first(evidence, 'memory', 'DynamicMemoryEnabled')
      const bounds: Record<string, Value> =
        dynamic === true
          ? {
              MinimumBytes: first(evidence, 'memory', 'Minimum'),
              MaximumBytes: first(evidence, 'memory', 'Maximum'),
            }
          : {}
      return setIfKnown('Set-VMMemory', vm, {
        DynamicMemoryEnabled: dynamic,
        StartupBytes: first(evidence, 'memory', 'Startup'),
        ...bounds,
      })
    },
  }
}

export function allowSpoofing({ vm }: NestedParameters): Step {
  return {
    ...common,
    id: 'spoofing',
    title: 'Its network adapters may use other MAC addresses',
    why: 'Guests of the guest speak with addresses of their own, which its switch drops otherwise.',
    look: [adapterLook(vm)],
    satisfied: { every: ['adapters', { equals: ['MacAddressSpoofing', 'On'] }] },
    unsupported: [],
    commands: ['Set-VMNetworkAdapter'],
    apply: () => [{ run: 'Set-VMNetworkAdapter', with: { VMName: vm, MacAddressSpoofing: 'On' } }],
    undo: ({ adapters }) =>
      (adapters?.objects ?? [])
        .filter(({ Name, MacAddressSpoofing }) => MacAddressSpoofing === 'Off' && typeof Name === 'string')
        .map(({ Name = null }) => ({
          run: 'Set-VMNetworkAdapter',
          with: { VMName: vm, Name, MacAddressSpoofing: 'Off' },
        })),
  }
}

/** Back to recorded values; what was not read is left alone. */
function setIfKnown(run: string, vm: string, values: Readonly<Record<string, Value>>): Call[] {
  const known = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
  return Object.keys(known).length === 0 ? [] : [{ run, with: { VMName: vm, ...known } }]
}
