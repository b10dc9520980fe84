import type { RequirementVerdict } from '../../preload/contract/setup-facts.ts'
import type { Condition, Evidence } from './condition.ts'
import { interpret } from './interpret.ts'
import { computer, operatingSystem, processor, services } from './looks.ts'
import type { Look, Step, Unsupported } from './step.ts'

const source = 'https://learn.microsoft.com/windows-server/virtualization/hyper-v/host-hardware-requirements'

/** What virtual machines call their hardware (Win32_ComputerSystem). */
export const insideVirtualMachine: Condition = {
  any: [
    {
      all: [
        { equals: ['computer.Manufacturer', 'Microsoft Corporation'] },
        { equals: ['computer.Model', 'Virtual Machine'] },
      ],
    },
    {
      in: [
        'computer.Manufacturer',
        ['VMware, Inc.', 'QEMU', 'Xen', 'innotek GmbH', 'Parallels Software International Inc.'],
      ],
    },
    { in: ['computer.Model', ['VirtualBox', 'KVM', 'HVM domU', 'Google Compute Engine']] },
  ],
}

const present = (yes: boolean): Condition => ({ equals: ['computer.HypervisorPresent', yes] })
const flag = (name: string, yes: boolean): Condition => ({ equals: [`processor.${name}`, yes] })
const slat = 'SecondLevelAddressTranslationExtensions'
const monitor = 'VMMonitorModeExtensions'
const firmware = 'VirtualizationFirmwareEnabled'

const managementService = services('vmms', ['vmms'])
/**
 * A hypervisor on the metal has all of it, and hides the processor's flags, which may read False then. In a virtual
 * machine the one that is seen may be the outer one: there Hyper-V's own service must run too.
 */
const proved: Condition = {
  all: [present(true), { any: [{ not: insideVirtualMachine }, { equals: ['vmms.Status', 'Running'] }] }],
}
/** Without a hypervisor the flags say what is there. */
const readable = present(false)
/** The hypervisor that is seen is the outer one, and it hides what it does not hand on. */
const hiddenByOuter: Condition = { all: [present(true), insideVirtualMachine] }

const askTheHost = {
  when: hiddenByOuter,
  because: 'This is a virtual machine, and the hypervisor around it hides the processor’s abilities.',
  remedy:
    'Ask its host whether virtualization extensions are exposed to it: the nested virtualization procedure there sees to it.',
}

export interface Requirement {
  readonly id: string
  readonly title: string
  readonly why: string
  readonly look: readonly Look[]
  readonly met: Condition
  readonly notMet: readonly Unsupported[]
  readonly whenUnknown: NonNullable<Step['whenUnknown']>
}

/** 4 GB as Windows reports it: firmware and devices keep some of it for themselves. */
const fourGigabytes = 3.5 * 2 ** 30

/** What Hyper-V asks of the hardware, and how each reading is judged: the whole table, as data. */
export const hyperVRequirements: readonly Requirement[] = [
  {
    id: 'address-width',
    title: 'The processor works with 64 bits',
    why: 'The hypervisor is a 64-bit program.',
    look: [processor],
    met: { equals: ['processor.AddressWidth', 64] },
    notMet: [
      {
        code: 'processor-32-bit',
        when: { equals: ['processor.AddressWidth', 32] },
        because: 'Windows runs with 32 bits here.',
        remedy: 'Use a 64-bit Windows on a 64-bit processor.',
      },
    ],
    whenUnknown: [],
  },
  {
    id: 'monitor-mode',
    title: 'The processor has VM monitor mode extensions',
    why: 'With them (VT-x, AMD-V) a guest’s code runs on the processor itself, and the hypervisor gets back control where it must.',
    look: [computer, processor, managementService],
    met: { any: [proved, flag(monitor, true), flag(firmware, true)] },
    notMet: [
      {
        code: 'no-monitor-mode',
        when: { all: [readable, flag(monitor, false)] },
        because: 'The processor has no VM monitor mode extensions, or the firmware hides them.',
        remedy: 'Look for VT-x, AMD-V or SVM in the firmware’s set-up; if it is not there, use another machine.',
      },
    ],
    whenUnknown: [askTheHost],
  },
  {
    id: 'slat',
    title: 'The processor has second level address translation',
    why: 'The processor translates a guest’s memory addresses by itself (EPT, RVI); Hyper-V does not run without it.',
    look: [computer, processor, managementService],
    met: { any: [proved, flag(slat, true)] },
    notMet: [
      {
        code: 'no-slat',
        when: { all: [readable, flag(slat, false)] },
        because: 'The processor has no second level address translation (SLAT), or the firmware hides it.',
        remedy: 'Use a machine whose processor has EPT (Intel) or RVI (AMD).',
      },
    ],
    whenUnknown: [askTheHost],
  },
  {
    id: 'firmware',
    title: 'Virtualization is switched on in the firmware',
    why: 'The switch hands the processor’s extensions to the operating system.',
    look: [computer, processor, managementService],
    met: { any: [proved, flag(firmware, true)] },
    notMet: [
      {
        code: 'virtualization-off-in-firmware',
        when: { all: [readable, flag(firmware, false), flag(monitor, true)] },
        because: 'The processor can do it, and the firmware has it switched off.',
        remedy:
          'Switch on virtualization (VT-x, AMD-V, SVM) in the firmware’s set-up, and turn the machine off and on.',
      },
      {
        code: 'no-monitor-mode',
        when: { all: [readable, flag(firmware, false), flag(monitor, false)] },
        because: 'The processor shows no extensions that could be switched on.',
        remedy: 'Look for VT-x, AMD-V or SVM in the firmware’s set-up; if it is not there, use another machine.',
      },
    ],
    whenUnknown: [
      askTheHost,
      {
        when: readable,
        because: 'Windows does not say whether the firmware has virtualization switched on.',
        remedy: 'Look in Task Manager, on the Performance page under CPU: "Virtualization" must be enabled.',
      },
    ],
  },
  {
    id: 'dep',
    title: 'Data execution prevention is available',
    why: 'The hypervisor relies on it (Intel XD, AMD NX).',
    look: [computer, operatingSystem, managementService],
    met: { any: [proved, { equals: ['os.DataExecutionPrevention_Available', true] }] },
    notMet: [
      {
        code: 'no-dep',
        when: { all: [readable, { equals: ['os.DataExecutionPrevention_Available', false] }] },
        because: 'Data execution prevention is not available.',
        remedy: 'Switch on XD (Intel) or NX (AMD) in the firmware’s set-up.',
      },
    ],
    whenUnknown: [askTheHost],
  },
  {
    id: 'memory',
    title: 'There are 4 GB of memory',
    why: 'The host and at least one guest must find room.',
    look: [computer],
    met: { atLeast: ['computer.TotalPhysicalMemory', fourGigabytes] },
    notMet: [
      {
        code: 'too-little-memory',
        when: { not: { atLeast: ['computer.TotalPhysicalMemory', fourGigabytes] } },
        because: 'Hyper-V asks for 4 GB of memory.',
        remedy: 'Give the machine more memory.',
      },
    ],
    whenUnknown: [],
  },
]

/** H1: what Hyper-V asks of the hardware, judged from what was read. A missing reading is unknown, never no. */
export function judgeHardware(evidence: Evidence): RequirementVerdict[] {
  return hyperVRequirements.map(({ id, title, met, notMet, whenUnknown }) => {
    if (interpret(met, evidence) === true) return { id, title, verdict: 'met', because: '', remedy: '' }
    const found = notMet.find(({ when }) => interpret(when, evidence) === true)
    if (found) return { id, title, verdict: 'not-met', because: found.because, remedy: found.remedy }
    const told = whenUnknown.find(({ when }) => interpret(when, evidence) === true)
    const { because, remedy } = told ?? {
      because: 'It could not be read.',
      remedy: 'Look at the host yourself, or see why its management service does not answer.',
    }
    return { id, title, verdict: 'unknown', because, remedy }
  })
}

/** A requirement as a step that only looks. */
export function requirementStep({ id, title, why, look, met, notMet, whenUnknown }: Requirement): Step {
  return {
    id,
    title,
    why,
    source,
    elevation: false,
    restart: 'never',
    look,
    satisfied: met,
    unsupported: notMet,
    whenUnknown,
    commands: [],
    apply: () => [],
    undo: null,
  }
}
