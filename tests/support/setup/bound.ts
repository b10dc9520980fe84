import type { Call } from '../../../main/setup/call.ts'
import { bindRun } from '../../../main/setup/elevation.ts'
import { nameOf } from '../../../main/setup/host/elevated/bound-plan.ts'
import type { HostSession, InvokeOptions } from '../../../main/setup/host/session.ts'
import { type Plan, restartCall } from '../../../main/setup/plan.ts'

/** A session that runs no more than an elevated helper of the plan would, and fails loudly at anything else. */
export function boundTo(plan: Plan, session: HostSession): HostSession {
  const { commands } = bindRun(plan)
  const invoke = async (call: Call, options?: InvokeOptions) => {
    // Only another machine is restarted by its plan; the one with the helper is not.
    if (!commands.includes(nameOf(call)) && nameOf(call) !== nameOf(restartCall))
      throw new Error(`The plan does not name the command ${nameOf(call)}`)
    return session.invoke(call, options)
  }
  return new Proxy(session, { get: (target, key) => (key === 'invoke' ? invoke : Reflect.get(target, key)) })
}
