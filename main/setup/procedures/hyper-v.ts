import type { Condition } from '../condition.ts'
import { absentWithoutModule, clientFeatures, computer, pendingRestart, serverFeatures } from '../looks.ts'
import type { Procedure } from '../procedure.ts'
import { hyperVRequirements, insideVirtualMachine, requirementStep } from '../requirements.ts'
import type { Step } from '../step.ts'
import { featureStep } from './feature-step.ts'
import { natSteps } from './nat-steps.ts'
import { serviceStep } from './service-step.ts'
import { supportedWindows } from './windows.ts'

const source = 'https://learn.microsoft.com/windows-server/virtualization/hyper-v/get-started/install-hyper-v'

/** H4: the hypervisor, for Hyper-V isolation and for virtual machines. */
export const hyperV: Procedure<'hyper-v'> = {
  id: 'hyper-v',
  title: 'Hyper-V',
  steps: ({ source: payload, managementTools, nat }, facts) => [
    supportedWindows({
      feature: 'Hyper-V',
      why: 'Windows containers with Hyper-V isolation run on these releases.',
      source,
    }),
    ...hyperVRequirements.map(requirementStep),
    featureStep({
      id: 'role',
      title: managementTools === 'none' ? 'Add Hyper-V' : 'Add Hyper-V and its management tools',
      why: 'It puts the hypervisor under Windows and brings the service that starts virtual machines.',
      source,
      names: {
        server: [
          'Hyper-V',
          ...(managementTools === 'none' ? [] : ['Hyper-V-PowerShell']),
          // Hyper-V Manager needs a desktop.
          ...(managementTools === 'all' && facts.kind === 'server' ? ['Hyper-V-Tools'] : []),
        ],
        client: [
          'Microsoft-Hyper-V',
          ...(managementTools === 'none' ? [] : ['Microsoft-Hyper-V-Management-PowerShell']),
          ...(managementTools === 'all' ? ['Microsoft-Hyper-V-Management-Clients'] : []),
        ],
        clientFamily: [
          'Microsoft-Hyper-V-Hypervisor',
          'Microsoft-Hyper-V-Services',
          ...(managementTools === 'none' ? [] : ['Microsoft-Hyper-V-Tools-All']),
          'Microsoft-Hyper-V-All',
        ],
      },
      payload,
      facts,
    }),
    hypervisorRuns(facts.kind === 'client'),
    serviceStep({
      name: 'vmms',
      title: 'The Virtual Machine Management service runs',
      why: 'It makes, starts and stops virtual machines.',
      source,
    }),
    ...(managementTools === 'none' ? [] : [hostAnswers]),
    ...(managementTools === 'none' || !nat ? [] : natSteps(nat)),
  ],
}

/** The hypervisor is not only installed but launched. */
function hypervisorRuns(client: boolean): Step {
  const roleInstalled: Condition = client
    ? { equals: ['role.InstallState', 1] }
    : { equals: ['role.InstallState', 'Installed'] }
  const nothingPending: Condition = { equals: ['pending.Pending', false] }
  return {
    id: 'hypervisor',
    title: 'The hypervisor runs',
    why: 'It starts before Windows does; only a restart shows whether it could.',
    source,
    elevation: false,
    restart: 'never',
    afterRestart: true,
    follows: ['role'],
    look: [
      computer,
      client ? clientFeatures('role', ['Microsoft-Hyper-V']) : serverFeatures('role', ['Hyper-V']),
      pendingRestart,
    ],
    satisfied: { all: [roleInstalled, { equals: ['computer.HypervisorPresent', true] }] },
    unsupported: [
      {
        code: 'hypervisor-not-launched',
        when: {
          all: [
            roleInstalled,
            nothingPending,
            { equals: ['computer.HypervisorPresent', false] },
            { not: insideVirtualMachine },
          ],
        },
        because: 'Hyper-V is installed and no restart is pending, yet no hypervisor was launched.',
        remedy: 'Run "bcdedit /set hypervisorlaunchtype auto" as administrator and restart the host.',
      },
      {
        code: 'nested-not-exposed',
        when: {
          all: [roleInstalled, nothingPending, { equals: ['computer.HypervisorPresent', false] }, insideVirtualMachine],
        },
        because: 'Hyper-V is installed in this virtual machine, and no hypervisor was launched.',
        remedy: 'Expose virtualization extensions to it on its host, then start it again.',
      },
    ],
    commands: [],
    apply: () => [],
    undo: null,
    settle: 60_000,
  }
}

const hostAnswers: Step = {
  id: 'host-answers',
  title: 'Hyper-V answers',
  why: 'The cmdlets that make and change virtual machines reach the service.',
  source,
  elevation: true,
  restart: 'never',
  afterRestart: true,
  follows: ['role'],
  look: [absentWithoutModule({ name: 'host', call: { run: 'Get-VMHost', take: ['Name', 'LogicalProcessorCount'] } })],
  satisfied: { exists: 'host' },
  unsupported: [],
  commands: [],
  apply: () => [],
  undo: null,
  settle: 60_000,
}
