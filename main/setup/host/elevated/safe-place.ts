import { SlipwayError } from '../../../../preload/contract/explained.ts'
import type { Call } from '../../call.ts'
import { untrustedWriters } from './writers.ts'

/** A file or folder with its security descriptor; null when it could not be read. */
export interface Place {
  readonly path: string
  readonly sddl: string | null
  /** A folder above the program or the runner, not one of them. */
  readonly above: boolean
}

/** The look that reads a place's security descriptor. */
export function placeCall(path: string): Call {
  return { run: 'Get-Acl', with: { LiteralPath: path }, take: ['Sddl'] }
}

/**
 * Null when the program and the runner lie where only Windows and administrators can write, else the SlipwayError
 * `elevation-not-safe`: a program that the user can change would give every program of that user administrator rights.
 * A portable program and a checkout are refused by this rule.
 */
export function refuseElevation(places: readonly Place[]): SlipwayError | null {
  const open = places.find(({ sddl, above }) => sddl === null || untrustedWriters(sddl, above)?.length !== 0)
  if (places.length > 0 && !open) return null
  return new SlipwayError({
    code: 'elevation-not-safe',
    message: 'Slipway does not ask for administrator rights from here.',
    cause: open
      ? `Others than administrators can change ${open.path}, so another program could run as administrator through it.`
      : 'Where Slipway lies could not be looked at.',
    remedy: 'Install Slipway for all users, or start it elevated: "Run as administrator".',
    detail: open ? `${open.path}\n${open.sddl ?? 'no security descriptor'}` : '',
  })
}
