import { SlipwayError } from '../../../../preload/contract/explained.ts'
import type { Call, CallOutcome } from '../../call.ts'
import { waitForOtherBoot } from '../restart.ts'
import type { HostSession, InvokeOptions } from '../session.ts'
import { helperEnded } from './elevated-session.ts'

/**
 * The session of one plan on this machine: calls run in the elevated helper, and what needs no rights (when the machine
 * was started) is asked of the session without them, which outlives the helper. Closing it closes both.
 */
export class PlanSession implements HostSession {
  readonly elevated = true
  readonly #helper: HostSession
  readonly #plain: HostSession

  constructor(helper: HostSession, plain: HostSession) {
    this.#helper = helper
    this.#plain = plain
  }

  get name(): string {
    return this.#plain.name
  }

  /** Rejects with `elevated-helper-ended` where the helper ended under the call: it is never started again. */
  async invoke(call: Call, options?: InvokeOptions): Promise<CallOutcome> {
    try {
      return await this.#helper.invoke(call, options)
    } catch (error) {
      // "session-lost" would mean that the host went down, and is made anew.
      throw error instanceof SlipwayError && error.explained.code === 'session-lost' ? helperEnded() : error
    }
  }

  put(local: string, remote: string, options?: InvokeOptions): Promise<void> {
    return this.#helper.put(local, remote, options)
  }

  get(remote: string, local: string, options?: InvokeOptions): Promise<void> {
    return this.#helper.get(remote, local, options)
  }

  bootTime(options?: InvokeOptions): Promise<number> {
    return this.#plain.bootTime(options)
  }

  waitForRestart(previous: number, options?: InvokeOptions): Promise<void> {
    return waitForOtherBoot(this.#plain, previous, options)
  }

  async close(): Promise<void> {
    await this.#helper.close()
    await this.#plain.close()
  }
}
