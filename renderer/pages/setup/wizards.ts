import type { ProcedureChoice, ProcedureId, ProcedureParameters } from '../../../preload/contract/setup-procedures.ts'

export type WizardId = ProcedureId | 'prepare-host'

/** What the wizards ask; one set of answers for all of them. */
export interface Answers {
  source: string
  managementTools: ProcedureParameters['hyper-v']['managementTools']
  nested: ProcedureParameters['nested-virtualization']
}

/** In the order in which a bare machine needs them. */
export const wizardIds: readonly WizardId[] = ['prepare-host', 'containers-feature', 'hyper-v', 'nested-virtualization']

export const isWizard = (id: string): id is WizardId => wizardIds.some((known) => known === id)

/** Every answer filled in with the sensible one. */
export function firstAnswers(vm = ''): Answers {
  return {
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
  }
}
