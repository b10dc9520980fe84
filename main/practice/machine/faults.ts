import type { Call, CallOutcome } from '../../setup/call.ts'
import { wildcard } from './cmdlet.ts'
import { errorRecord } from './error-record.ts'
import type { FaultState } from './state.ts'

export function callName(call: Call): string {
  return 'native' in call ? call.native : call.run
}

export function matchesFault(call: Call, pattern: string): boolean {
  return wildcard(pattern).test(callName(call))
}

/** What a call answers that a person made fail. */
export function failedByFault(call: Call, fault: NonNullable<FaultState['failNext']>): CallOutcome {
  if ('native' in call) return { objects: [], errors: [], exitCode: 1, output: '', errorOutput: `${fault.message}\r\n` }
  const { message, id, category, hresult } = fault
  return {
    objects: [],
    errors: [errorRecord({ message, id, category, hresult })],
    exitCode: null,
    output: '',
    errorOutput: '',
  }
}
