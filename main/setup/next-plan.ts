import type { NextPlan } from '../../preload/contract/setup.ts'
import type { ProcedureChoice } from '../../preload/contract/setup-procedures.ts'

/** Microsoft's own example (nested virtualization, NAT networking). */
const guestNat = { name: 'NAT', address: '192.168.100.1', prefixLength: 24 }

/** Where a plan can be gone on with: a virtual machine that may nest now gets Hyper-V itself. */
export function nextPlan(choices: readonly ProcedureChoice[]): NextPlan | null {
  for (const choice of choices) {
    if (choice.procedure !== 'nested-virtualization') continue
    const { vm, start, network } = choice.parameters
    if (!start) return null
    return {
      title: `Install Hyper-V inside ${vm}, and prove it there`,
      vm,
      procedures: [
        {
          procedure: 'hyper-v',
          parameters: { source: null, managementTools: 'powershell', nat: network === 'nat' ? guestNat : null },
        },
      ],
    }
  }
  return null
}
