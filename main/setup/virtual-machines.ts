import { SlipwayError } from '../../preload/contract/explained.ts'
import type { VirtualMachine } from '../../preload/contract/setup.ts'
import { explainErrors } from './explain-host.ts'
import type { HostSession } from './host/session.ts'

const deadline = 60_000

/** H5: a host's virtual machines with their states, by name; throws `hyper-v-missing` where no Hyper-V module is. */
export async function readVirtualMachines(session: HostSession, signal?: AbortSignal): Promise<VirtualMachine[]> {
  const call = { run: 'Get-VM', take: ['Name', 'State'] }
  const { objects, errors } = await session.invoke(call, { deadline, ...(signal ? { signal } : {}) })
  if (errors.some(({ id }) => id.split(',')[0] === 'CommandNotFoundException')) throw hyperVMissing()
  if (errors.length > 0) throw new SlipwayError(explainErrors(errors))
  return objects
    .map(({ Name, State }) => ({ name: String(Name), state: State === null ? null : String(State) }))
    .sort((a, b) => a.name.localeCompare(b.name))
}

const hyperVMissing = () =>
  new SlipwayError({
    code: 'hyper-v-missing',
    message: 'The virtual machines of this host cannot be listed.',
    cause: 'Hyper-V, or its PowerShell module, is not installed there.',
    remedy: 'Run the Hyper-V wizard on this host first.',
  })
