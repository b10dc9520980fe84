import type { CallOutcome } from '../../../main/setup/call.ts'

/** What .NET gives each exception without a code of its own. */
const generic = new Set([-2146233087, -2146233088])

/** What must be the same of an answer of the practice machine and one through the real PowerShell: the binder of a stand-in names the function, that of Windows the cmdlet's class. */
export const comparable = (outcome: CallOutcome) => ({
  ...outcome,
  // Linux keeps a byte of an exit code.
  exitCode: outcome.exitCode === null ? null : outcome.exitCode & 0xff,
  errors: outcome.errors.map(({ hresult, id, target, message, ...error }) => {
    const binder = /ParameterBinding|CommandNotFound/.test(error.exception)
    return {
      ...error,
      id: binder ? id.replace(/,.*/, '') : id,
      // PowerShell 7 words some of them otherwise than 5.1.
      message: binder ? '' : message,
      target: binder ? '' : target,
      hresult: hresult !== null && generic.has(hresult) ? null : hresult,
    }
  }),
})
