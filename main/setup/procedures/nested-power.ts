import { given } from '../call.ts'
import type { Condition } from '../condition.ts'
import { processor } from '../looks.ts'
import type { Step } from '../step.ts'
import { nestedSource } from './nested-checks.ts'
import {
  adapterLook,
  enoughMemory,
  enoughProcessors,
  exposed,
  inBetween,
  isOff,
  memoryLook,
  type NestedParameters,
  processorLook,
  versionFits,
  vmLook,
} from './nested-looks.ts'

/** Stop-VM without -Force waits for the guest; Windows updates make that long. */
const stopDeadline = 15 * 60_000

/** Everything that can be changed only while the machine is off is as it should be: it need not be stopped. */
function nothingToChange(parameters: NestedParameters): Condition {
  return { all: [versionFits, enoughProcessors(parameters), exposed, enoughMemory(parameters)] }
}
const settingLooks = ({ vm }: NestedParameters) => [
  vmLook(vm),
  processor,
  processorLook(vm),
  memoryLook(vm),
  adapterLook(vm),
]

export function discardSavedState(parameters: NestedParameters): Step {
  const { vm } = parameters
  const saved: Condition = { equals: ['vm.State', 'Saved'] }
  return {
    id: 'saved-state',
    title: 'No saved state',
    why: 'A saved machine is not off: its processor and memory cannot change under what it remembers.',
    source: nestedSource,
    elevation: true,
    restart: 'never',
    look: settingLooks(parameters),
    satisfied: { any: [{ not: saved }, nothingToChange(parameters)] },
    busy: inBetween,
    unsupported: parameters.discardSavedState
      ? []
      : [
          {
            code: 'vm-saved',
            when: saved,
            because: `${vm} is saved.`,
            remedy: 'Start it and shut it down, or allow its saved state to be discarded.',
          },
        ],
    warns: [{ when: saved, text: `What ${vm} had in memory when it was saved is lost.` }],
    commands: ['Remove-VMSavedState'],
    apply: () => [{ run: 'Remove-VMSavedState', with: { VMName: vm } }],
    undo: null,
  }
}

export function stopVm(parameters: NestedParameters): Step {
  const { vm, stop } = parameters
  const runs: Condition = { in: ['vm.State', ['Running', 'Paused']] }
  const paused: Condition = { equals: ['vm.State', 'Paused'] }
  return {
    id: 'stop',
    title: `${vm} is off`,
    why: 'Its processor and memory can be changed only while it is off.',
    source: nestedSource,
    elevation: true,
    restart: 'never',
    look: settingLooks(parameters),
    satisfied: { any: [isOff, { equals: ['vm.State', 'Saved'] }, nothingToChange(parameters)] },
    busy: inBetween,
    unsupported: [
      ...(stop === 'never'
        ? [
            {
              code: 'vm-running',
              when: runs,
              because: `${vm} is running.`,
              remedy: 'Shut it down yourself, or allow it to be shut down.',
            },
          ]
        : []),
      ...(stop === 'shut-down'
        ? [
            {
              code: 'vm-paused',
              when: paused,
              because: `${vm} is paused: its Windows cannot be asked to shut down.`,
              remedy: 'Resume it first, or allow it to be turned off.',
            },
          ]
        : []),
    ],
    warns: [
      {
        when: runs,
        text:
          stop === 'turn-off'
            ? `${vm} is turned off at once, as by pulling its plug: what is not saved in it is lost.`
            : `${vm} is shut down. Who works on it is interrupted.`,
      },
    ],
    commands: ['Stop-VM', 'Start-VM'],
    apply: () => [{ run: 'Stop-VM', with: { Name: vm, ...(stop === 'turn-off' ? { TurnOff: given } : {}) } }],
    undo: ({ vm: seen }) => (seen?.objects?.[0]?.State === 'Running' ? [{ run: 'Start-VM', with: { Name: vm } }] : []),
    deadline: stopDeadline,
    settle: 120_000,
  }
}

export function startVm({ vm, stop }: NestedParameters): Step {
  return {
    id: 'start',
    title: `${vm} runs`,
    why: 'A machine that starts shows that the host accepts its new settings.',
    source: nestedSource,
    elevation: true,
    restart: 'never',
    follows: ['stop'],
    look: [vmLook(vm)],
    satisfied: { equals: ['vm.State', 'Running'] },
    busy: inBetween,
    unsupported: [],
    commands: ['Start-VM', 'Stop-VM'],
    apply: () => [{ run: 'Start-VM', with: { Name: vm } }],
    undo: ({ vm: seen }) =>
      seen?.objects?.[0]?.State === 'Running'
        ? []
        : [{ run: 'Stop-VM', with: { Name: vm, ...(stop === 'turn-off' ? { TurnOff: given } : {}) } }],
    deadline: stopDeadline,
    settle: 120_000,
  }
}
