import { PsError } from './errors.ts'
import { PsObject, toText, type Value } from './values.ts'

/** What `throw` raises. */
export function thrown(value: Value): PsError {
  const text = value === null ? 'ScriptHalted' : toText(value)
  const error = new PsError({
    message: text,
    id: text,
    category: `OperationStopped: (${text}:String) [], RuntimeException`,
  })
  error.ends = true
  return error
}

/** `$_` in a catch block. */
export function errorRecord(error: PsError): PsObject {
  const exception = new PsObject('System.Exception', [['Message', error.message]], `System.Exception: ${error.message}`)
  return new PsObject(
    'System.Management.Automation.ErrorRecord',
    [
      ['Exception', exception],
      ['FullyQualifiedErrorId', error.id],
      ['CategoryInfo', error.category],
    ],
    error.message,
  )
}
