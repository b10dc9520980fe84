import type { Call, CallOutcome, StreamItem } from '../call.ts'

export interface InvokeOptions {
  /** Stops the call; it rejects with the signal's reason once the runner has stopped it. */
  signal?: AbortSignal
  /** Milliseconds until the call is stopped and rejects with a SlipwayError `call-timed-out`. Default 120,000. */
  deadline?: number
  onStream?: (item: StreamItem) => void
}

/** Values of the secrets that a call names; asked for at the moment of use, never kept. */
export type SecretSource = (id: string) => Promise<string>

/**
 * A host that calls can be run on: this machine, an elevated helper, WinRM, SSH, PowerShell Direct, or the practice
 * machine. A failed call is a value (CallOutcome.errors); `invoke` rejects with a SlipwayError only when the session
 * itself failed (`session-lost`, `session-refused`, `call-timed-out`), so that the caller knows that the outcome is unknown.
 */
export interface HostSession {
  /** As the person knows it: `this machine`, `winrm://srv1`, `practice:server-2022`. */
  readonly name: string
  /** True when calls run with administrator rights. */
  readonly elevated: boolean
  invoke(call: Call, options?: InvokeOptions): Promise<CallOutcome>
  /** Copies a file to the host, checked by SHA-256; the target is replaced whole or not at all. */
  put(local: string, remote: string, options?: InvokeOptions): Promise<void>
  get(remote: string, local: string, options?: InvokeOptions): Promise<void>
  /** When the host was started: milliseconds since the epoch, by the host's own clock. */
  bootTime(options?: InvokeOptions): Promise<number>
  /**
   * Resolves when the host answers with a boot time other than `previous`; makes the session anew as often as needed.
   * Rejects with a SlipwayError `restart-not-seen` at the deadline.
   */
  waitForRestart(previous: number, options?: InvokeOptions): Promise<void>
  close(): Promise<void>
}
