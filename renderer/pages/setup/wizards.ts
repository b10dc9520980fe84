import {
  type ProcedureChoice,
  type ProcedureId,
  type ProcedureParameters,
  remoteHostSchema,
} from '../../../preload/contract/setup-procedures.ts'

export type WizardId = ProcedureId | 'prepare-host'

/** What the wizards ask; one set of answers for all of them. */
export interface Answers {
  source: string
  managementTools: ProcedureParameters['hyper-v']['managementTools']
  nested: ProcedureParameters['nested-virtualization']
  /** The host that this one is to trust, as typed. */
  remoteHost: string
}

/** The wizards of a container host, in the order in which a bare machine needs them. */
export const hostWizardIds: readonly WizardId[] = [
  'prepare-host',
  'containers-feature',
  'hyper-v',
  'nested-virtualization',
]

export const isWizard = (id: string): id is WizardId =>
  id === 'trust-remote-host' || hostWizardIds.some((known) => known === id)

/** Every answer filled in with the sensible one. */
export function firstAnswers({ vm = '', remote = '' }: { vm?: string; remote?: string } = {}): Answers {
  return {
    remoteHost: remote,
    source: '',
    managementTools: 'powershell',
    nested: {
      vm,
      stop: 'shut-down',
      discardSavedState: false,
      updateVersion: false,
      removeCheckpoints: false,
      processors: 2,
      memoryGigabytes: 4,
      network: 'spoofing',
      start: true,
    },
  }
}

/** Whether the answers make a plan. */
export function isComplete(wizard: WizardId, { nested, remoteHost }: Answers): boolean {
  if (wizard === 'nested-virtualization') return nested.vm.trim() !== ''
  return wizard !== 'trust-remote-host' || remoteHostSchema.safeParse(remoteHost).success
}

/** The procedures that a wizard's answers choose. */
export function chosenProcedures(wizard: WizardId, answers: Answers): ProcedureChoice[] {
  const source = answers.source.trim() || null
  const containers: ProcedureChoice = { procedure: 'containers-feature', parameters: { source } }
  const hyperV: ProcedureChoice = {
    procedure: 'hyper-v',
    parameters: { source, managementTools: answers.managementTools, nat: null },
  }
  switch (wizard) {
    case 'prepare-host':
      return [containers, hyperV]
    case 'containers-feature':
      return [containers]
    case 'hyper-v':
      return [hyperV]
    case 'nested-virtualization':
      return [{ procedure: 'nested-virtualization', parameters: answers.nested }]
    case 'trust-remote-host':
      return [{ procedure: 'trust-remote-host', parameters: { host: answers.remoteHost.trim() } }]
  }
}
