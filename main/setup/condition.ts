import type { Value } from './call.ts'

/**
 * A condition over the evidence of a step, as data: interpreted by us and printed as PowerShell in exports.
 * A path is `LOOK.Property` (first object of that look), `LOOK.count` (how many objects) or `LOOK.exitCode`.
 * Inside `every` and `some` a path is a property of the object in turn.
 * Three-valued: a missing reading (the look failed, or the object lacks the property) makes it unknown, never false.
 */
export type Condition =
  | { readonly equals: readonly [path: string, value: string | number | boolean | null] }
  | { readonly in: readonly [path: string, values: readonly (string | number)[]] }
  | { readonly atLeast: readonly [path: string, value: number] }
  /** A list with commas names this host, as WinRM reads TrustedHosts (name-list.ts). */
  | { readonly listed: readonly [path: string, name: string] }
  /** Dotted versions compared number by number. */
  | { readonly versionAtLeast: readonly [path: string, version: string] }
  /** The look answered with at least one object; a look that failed is unknown unless its step says `absentWhen`. */
  | { readonly exists: string }
  | { readonly every: readonly [look: string, condition: Condition] }
  | { readonly some: readonly [look: string, condition: Condition] }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly always: boolean }

export type Truth = true | false | 'unknown'

/** One look's part of the evidence: null objects when the look failed. */
export interface LookedAt {
  readonly objects: readonly Readonly<Record<string, Value>>[] | null
  readonly exitCode: number | null
}
export type Evidence = Readonly<Record<string, LookedAt>>
