/**
 * What a parameter can hold. A hashtable is an object. `{ switch: true }` is a switch parameter, printed as `-Force`;
 * `{ secret: id }` a secret, which only the runner resolves (as a SecureString), and which is printed as a prompt; `{ user, secret }` a credential.
 */
export type Value =
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | { readonly switch: boolean }
  | { readonly secret: string }
  | { readonly [key: string]: Value }

/** `-Force`: a switch that is given. */
export const given = { switch: true } as const

/** Where a call runs: on the host of the session, on the machine that runs Slipway, or inside a VM of the host. */
type Target = 'host' | 'client' | { readonly vm: string }

/** A cmdlet, or a function of Slipway's own module, with its parameters. */
export interface CmdletCall {
  readonly run: string
  readonly with?: Readonly<Record<string, Value>>
  readonly on?: Target
  /**
   * Properties to bring back of each object, dotted for nested ones (`AdditionalInfo.MajorVersion`). Enumerations come
   * as their names, dates as ISO 8601, versions and the like as text. Without it nothing comes back.
   */
  readonly take?: readonly string[]
}

/** A native command with its argument list; never a shell. */
export interface NativeCall {
  readonly native: string
  readonly args: readonly string[]
  readonly on?: Target
}

/** One thing done to or asked of a host, as data: executed, shown, exported, journalled and practised from this value. */
export type Call = CmdletCall | NativeCall

/** The chosen properties of one object; what it did not have is null. */
export type Reading = Readonly<Record<string, Value>>

/** An error record, whole; Windows localises `message`, so code goes by `id` and `hresult`. */
export interface CallError {
  readonly message: string
  /** FullyQualifiedErrorId, e.g. `NameDoesNotExist,Microsoft.Windows.ServerManager.Commands.AddWindowsFeatureCommand`. */
  readonly id: string
  /** CategoryInfo.Category, e.g. `InvalidArgument`. */
  readonly category: string
  /** CategoryInfo.TargetName or the target object as text. */
  readonly target: string
  /** Full .NET type name of the exception. */
  readonly exception: string
  /** Signed 32 bits as .NET gives it, of the innermost exception that has one; null when there is none. */
  readonly hresult: number | null
  /** False for a record that did not stop the cmdlet. */
  readonly terminating: boolean
}

/** What came of a call. */
export interface CallOutcome {
  readonly objects: readonly Reading[]
  readonly errors: readonly CallError[]
  /** Of a native command; null for a cmdlet. */
  readonly exitCode: number | null
  /** Standard output and error of a native command, decoded; empty for a cmdlet. */
  readonly output: string
  readonly errorOutput: string
}

/** What a running call says, as it comes. */
export interface StreamItem {
  readonly stream: 'output' | 'error' | 'warning' | 'verbose' | 'information' | 'progress'
  readonly text: string
  /** Of a progress record; null when unknown. */
  readonly percent?: number | null
}
