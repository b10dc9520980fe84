import type { DocumentedCall } from './documented-call.ts'
import { featureCalls } from './documented-feature-calls.ts'
import { machineCalls } from './documented-machine-calls.ts'
import { vmCalls } from './documented-vm-calls.ts'

/** Every simulated call, in the order of docs/practice.md. */
export const documentedCalls: readonly DocumentedCall[] = [...featureCalls, ...vmCalls, ...machineCalls]
