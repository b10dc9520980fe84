import type { HostFacts } from '../../../preload/contract/setup-facts.ts'
import type { ProcedureChoice } from '../../../preload/contract/setup-procedures.ts'
import type { Step } from '../step.ts'
import { containersFeature } from './containers-feature.ts'
import { hyperV } from './hyper-v.ts'
import { nestedVirtualization } from './nested-virtualization.ts'
import { trustRemoteHost } from './trust-remote-host.ts'

/** Every procedure, in the order in which they are offered. */
export const procedures = [containersFeature, hyperV, nestedVirtualization, trustRemoteHost] as const

/** The steps that one choice makes on a host with these facts. */
export function stepsOf(choice: ProcedureChoice, facts: HostFacts): readonly Step[] {
  switch (choice.procedure) {
    case 'containers-feature':
      return containersFeature.steps(choice.parameters, facts)
    case 'hyper-v':
      return hyperV.steps(choice.parameters, facts)
    case 'nested-virtualization':
      return nestedVirtualization.steps(choice.parameters, facts)
    case 'trust-remote-host':
      return trustRemoteHost.steps(choice.parameters, facts)
  }
}
