/** The part of docker-modem that is wrapped; its own types need not be known here. */
interface Dials {
  dial(options: never, callback: never): void
}
interface Call {
  path: string
  method?: string
  isStream?: boolean
  hijack?: boolean
  abortSignal?: AbortSignal
  options?: { abortSignal?: AbortSignal }
}

/** Milliseconds after which a call without a signal of its own is given up. */
const usual = 60_000
const slow = 30 * 60_000
// They answer when the work is done: a stop waits for the container, the others for the disk.
const slowCalls = /\/(stop|restart|kill|commit|prune|df|update|copy|archive)(\?|$)|^\/(build|images|volumes|commit)\b/
// Answers when a container ends.
const endless = /\/wait(\?|$)/

/**
 * C4: no call of an engine hangs for ever. Streams live as long as their owner lets them, calls with an own signal end
 * with that; every other one gets a deadline here.
 */
export function withDeadlines<M extends Dials>(modem: M): M {
  const target = modem as unknown as { dial(options: Call, callback: unknown): void }
  const dial = target.dial.bind(modem)
  target.dial = (call, callback) => {
    const own = call.abortSignal ?? call.options?.abortSignal
    if (!own && !call.isStream && !call.hijack && !endless.test(call.path)) {
      const gets = (call.method ?? 'GET') === 'GET'
      call.abortSignal = AbortSignal.timeout(
        !gets && slowCalls.test(call.path) ? slow : call.path.includes('/df') ? slow : usual,
      )
    }
    dial(call, callback)
  }
  return modem
}
