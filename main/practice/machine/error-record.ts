import type { CallError } from '../../setup/call.ts'

/** Ends a cmdlet with an error record. */
export class CmdletFailure extends Error {
  readonly record: CallError
  constructor(record: CallError) {
    super(record.message)
    this.record = record
  }
}

/** An error record with the commonest values: terminating, `System.Exception`, no HRESULT. */
export function errorRecord(parts: Pick<CallError, 'message' | 'id' | 'category'> & Partial<CallError>): CallError {
  return { target: '', exception: 'System.Exception', hresult: null, terminating: true, ...parts }
}

/** An HRESULT as .NET gives it: signed 32 bits. */
export function hresult(code: number): number {
  return code | 0
}

/** What PowerShell says of a command that this machine does not have (WSD #5872). */
export function commandNotFound(name: string): CallError {
  return errorRecord({
    message: `The term '${name}' is not recognized as the name of a cmdlet, function, script file, or operable program. Check the spelling of the name, or if a path was included, verify that the path is correct and try again.`,
    id: 'CommandNotFoundException',
    category: 'ObjectNotFound',
    target: name,
    exception: 'System.Management.Automation.CommandNotFoundException',
    hresult: hresult(0x80131501),
  })
}
