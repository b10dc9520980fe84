import type { HostFacts } from '../../preload/contract/setup-facts.ts'
import type { ProcedureId, ProcedureParameters } from '../../preload/contract/setup-procedures.ts'
import type { Step } from './step.ts'

/** One wizard as data: which steps its parameters and the host's facts make. */
export interface Procedure<Id extends ProcedureId> {
  readonly id: Id
  readonly title: string
  steps(parameters: ProcedureParameters[Id], facts: HostFacts): readonly Step[]
}
