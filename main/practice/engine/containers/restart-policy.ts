import type { ContainerRecord } from './container-record.ts'

/** A run of this length, in milliseconds, gives the restart policy its first, short wait again. */
const STEADY_RUN = 10_000
const SHORTEST_WAIT = 100
const LONGEST_WAIT = 60_000

/** Whether the policy starts a container again that ended by itself with this exit code. */
export function restartsAfter({ hostConfig, restartCount }: ContainerRecord, code: number): boolean {
  const { Name: policy, MaximumRetryCount: most } = hostConfig.RestartPolicy
  if (policy === 'on-failure') return code !== 0 && (most === 0 || restartCount < most)
  return policy === 'always' || policy === 'unless-stopped'
}

/** Whether the policy starts a container when the engine starts. */
export function startsWithEngine({ hostConfig, stoppedByHand, startedAt }: ContainerRecord): boolean {
  const { Name: policy } = hostConfig.RestartPolicy
  return (policy === 'always' || (policy === 'unless-stopped' && !stoppedByHand)) && startedAt > 0
}

/** The waits of one container's restarts by policy, each twice as long as the one before. */
export class RestartWait {
  #timer: NodeJS.Timeout | null = null
  #next = SHORTEST_WAIT

  /** Calls `restart` after the next wait; `lasted` is how long the run was that ended, in milliseconds. */
  begin(lasted: number, restart: () => void): void {
    if (lasted > STEADY_RUN) this.#next = SHORTEST_WAIT
    this.#timer = setTimeout(restart, this.#next)
    this.#timer.unref()
    this.#next = Math.min(this.#next * 2, LONGEST_WAIT)
  }

  cancel(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }
}
