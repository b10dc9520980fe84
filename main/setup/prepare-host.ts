import type { HostFacts, RequirementVerdict } from '../../preload/contract/setup-facts.ts'
import type { ProcedureChoice } from '../../preload/contract/setup-procedures.ts'

/**
 * H14: what makes a bare host ready for Windows containers, as one plan with one restart: the Containers feature, and
 * Hyper-V where the hardware can or may carry it. A client cannot do without, since it isolates with Hyper-V by default.
 */
export function prepareHost(facts: HostFacts, requirements: readonly RequirementVerdict[]): ProcedureChoice[] {
  const containers: ProcedureChoice = { procedure: 'containers-feature', parameters: { source: null } }
  const impossible = requirements.some(({ verdict }) => verdict === 'not-met')
  if (impossible && facts.kind !== 'client') return [containers]
  return [containers, { procedure: 'hyper-v', parameters: { source: null, managementTools: 'powershell', nat: null } }]
}
