import { SlipwayError } from '../../preload/contract/explained.ts'

/** How long one answer of an engine may take; what streams has no such limit. */
export const CALL_DEADLINE_MS = 30_000

export interface Deadline {
  signal: AbortSignal
  /** Takes the timer and the listener away; call it when the work ended. */
  done(): void
  /** True when time ran out, false when the caller gave up. */
  readonly passed: boolean
}

/**
 * A signal that aborts with the caller's (or a second one) or after `milliseconds` (null: never). `AbortSignal.any` would do, but the
 * oldest supported runtime (Node 18.15) does not have it.
 */
export function startDeadline(
  signal: AbortSignal | undefined,
  milliseconds: number | null,
  second?: AbortSignal,
): Deadline {
  const controller = new AbortController()
  let passed = false
  const follow = () => controller.abort(signal?.aborted ? signal.reason : second?.reason)
  const timer =
    milliseconds === null
      ? null
      : setTimeout(() => {
          passed = true
          controller.abort(noAnswer(milliseconds))
        }, milliseconds)
  timer?.unref?.()
  if (signal?.aborted || second?.aborted) follow()
  signal?.addEventListener('abort', follow, { once: true })
  second?.addEventListener('abort', follow, { once: true })
  return {
    signal: controller.signal,
    done() {
      if (timer) clearTimeout(timer)
      signal?.removeEventListener('abort', follow)
      second?.removeEventListener('abort', follow)
    },
    get passed() {
      return passed
    },
  }
}

/** The failure of an engine that took a request and said nothing. */
export function noAnswer(milliseconds: number): SlipwayError {
  return new SlipwayError({
    code: 'engine-no-answer',
    message: `The engine did not answer within ${Math.round(milliseconds / 1000)} seconds.`,
    remedy: 'It may be busy: try again, and look at the load of the host.',
    action: { kind: 'retry' },
  })
}
