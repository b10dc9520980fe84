import type { CallError } from '../../setup/call.ts'
import { errorRecord, hresult } from './error-record.ts'
import { type CmdletMetadata, errorClass } from './metadata/cmdlet-metadata.ts'

/** An error record of the binder (ParameterBinderStrings.resx). */
export function bindingError(
  cmdlet: CmdletMetadata,
  id: string,
  message: string,
  target: string,
  category = 'InvalidArgument',
): CallError {
  return errorRecord({
    message,
    id: `${id},${errorClass(cmdlet)}`,
    category,
    target,
    exception: 'System.Management.Automation.ParameterBindingException',
    hresult: hresult(0x80131501),
  })
}
