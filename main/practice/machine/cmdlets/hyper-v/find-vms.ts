import { type CmdletContext, textsOf, wildcard } from '../../cmdlet.ts'
import type { VmState } from '../../state.ts'
import { demandHyperV, sayNotFound } from './hyper-v-errors.ts'

/** The VMs that `-Name` or `-VMName` means, wildcards too; an error record for each name that means none. */
export function findVms(context: CmdletContext, parameter: 'Name' | 'VMName'): VmState[] {
  demandHyperV(context)
  const names = textsOf(context, parameter) ?? ['*']
  return names.flatMap((name) => {
    const pattern = wildcard(name)
    const found = context.machine.vms.filter(
      (vm) => pattern.test(vm.name) || vm.name.toLowerCase() === name.toLowerCase(),
    )
    if (found.length === 0) sayNotFound(context, 'machine', name)
    return found
  })
}
