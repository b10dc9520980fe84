import type { EngineFacts } from '../../../../preload/contract/machines.ts'
import { createStrings as words } from '../../../strings/create-container.ts'
import type { FormValues } from './form-values.ts'
import type { FormProblem } from './read-form.ts'

/** Leads the name of the container whose network is shared. */
export const OF_CONTAINER = 'container:'

type Sharing = Pick<FormValues, 'isolation' | 'network'>
type Engine = Pick<EngineFacts, 'os' | 'defaultIsolation'>

/** Engines refuse to let a container under Hyper-V isolation share another's network. */
export function mayShareNetwork({ isolation }: Pick<Sharing, 'isolation'>, { os, defaultIsolation }: Engine): boolean {
  return os !== 'windows' || (isolation === 'default' ? defaultIsolation : isolation) !== 'hyperv'
}

/** What is wrong with sharing another container's network. */
export function networkProblems(values: Sharing, engine: Engine): FormProblem[] {
  if (!values.network.startsWith(OF_CONTAINER)) return []
  if (!mayShareNetwork(values, engine)) return [{ field: 'network', message: words.networkNotShared }]
  return values.network.trim() === OF_CONTAINER ? [{ field: 'network', message: words.networkOfMissing }] : []
}
