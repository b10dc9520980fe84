import { operatingSystem, processor } from '../looks.ts'
import type { Step } from '../step.ts'
import { type NestedParameters, vendors, vmLook } from './nested-looks.ts'

export const nestedSource =
  'https://learn.microsoft.com/windows-server/virtualization/hyper-v/enable-nested-virtualization'

/** Server 2016, Windows 10 1607. */
const intelBuild = 14393
/** Server 2022 (20348); Windows 11 (22000) lies above it. */
const amdBuild = 20348

/** Whether this host can hand on its processor’s extensions at all. */
export const hostCanNest: Step = {
  id: 'host',
  title: 'The host can nest',
  why: 'The hypervisor hands the processor’s virtualization extensions on to a guest. Intel’s since Server 2016 and Windows 10, AMD’s since Server 2022 and Windows 11.',
  source: nestedSource,
  elevation: false,
  restart: 'never',
  look: [operatingSystem, processor],
  satisfied: {
    any: [
      { all: [vendors.intel, { atLeast: ['os.BuildNumber', intelBuild] }] },
      { all: [vendors.amd, { atLeast: ['os.BuildNumber', amdBuild] }] },
    ],
  },
  unsupported: [
    {
      code: 'nesting-amd-needs-2022',
      when: { all: [vendors.amd, { not: { atLeast: ['os.BuildNumber', amdBuild] } }] },
      because: 'On AMD processors nested virtualization begins with Windows Server 2022 and Windows 11.',
      remedy: 'Use a host with one of these, or with an Intel processor.',
    },
    {
      code: 'nesting-windows-too-old',
      when: { not: { atLeast: ['os.BuildNumber', intelBuild] } },
      because: 'Nested virtualization begins with Windows Server 2016 and Windows 10 version 1607.',
      remedy: 'Use a host with a newer Windows.',
    },
    {
      code: 'nesting-processor',
      when: { not: { any: [vendors.intel, vendors.amd] } },
      because: 'Nested virtualization is known for processors of Intel and AMD only.',
      remedy: 'Use a host with one of these.',
    },
  ],
  commands: [],
  apply: () => [],
  undo: null,
}

/** Whether the name means exactly one virtual machine. */
export function vmExists({ vm }: NestedParameters): Step {
  return {
    id: 'vm',
    title: `There is a virtual machine ${vm}`,
    why: 'Everything that follows changes this one machine.',
    source: nestedSource,
    // Without it Hyper-V shows no machines, which looks as if there were none.
    elevation: true,
    restart: 'never',
    look: [vmLook(vm)],
    satisfied: { equals: ['vm.count', 1] },
    unsupported: [
      {
        code: 'vm-not-found',
        when: { not: { exists: 'vm' } },
        because: `The host shows no virtual machine "${vm}".`,
        remedy: 'Check the name with Get-VM, in an elevated session: others are shown none.',
      },
      {
        code: 'vm-name-ambiguous',
        when: { atLeast: ['vm.count', 2] },
        because: `Several virtual machines are called "${vm}".`,
        remedy: 'Rename one of them.',
      },
    ],
    commands: [],
    apply: () => [],
    undo: null,
  }
}
