import type { NextPlan } from '../../preload/contract/setup.ts'
import type { ProcedureChoice } from '../../preload/contract/setup-procedures.ts'

/** Where a plan can be gone on with: a virtual machine that may nest now gets Hyper-V itself. */
export function nextPlan(choices: readonly ProcedureChoice[]): NextPlan | null {
  for (const choice of choices) {
    if (choice.procedure !== 'nested-virtualization') continue
    const { vm, start } = choice.parameters
    if (!start) return null
    return {
      title: `Install Hyper-V inside ${vm}, and prove it there`,
      vm,
      procedures: [{ procedure: 'hyper-v', parameters: { source: null, managementTools: 'powershell' } }],
    }
  }
  return null
}
