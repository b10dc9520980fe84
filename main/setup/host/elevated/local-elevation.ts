import { dirname, join } from 'node:path'
import { SlipwayError } from '../../../../preload/contract/explained.ts'
import type { Elevation } from '../../elevation.ts'
import { findHostProgram } from '../host-program.ts'
import { findRunnerFolder, runnerFiles } from '../runner-files.ts'
import type { HostSession, SecretSource } from '../session.ts'
import type { BoundPlan } from './bound-plan.ts'
import type { StartElevated } from './elevated-link.ts'
import { openElevatedSession, startByConsent } from './elevated-session.ts'
import { lookAtPlaces } from './look-at-places.ts'
import { refuseElevation } from './safe-place.ts'

export interface LocalElevationOptions {
  readonly secrets: SecretSource
  /** What must lie where the user cannot write; of this program unless given. */
  readonly places?: readonly string[]
  readonly runnerFolder?: string
  /** The PowerShell that is started with administrator rights; Windows PowerShell unless given. */
  readonly program?: string
  readonly start?: (session: HostSession, program: string) => StartElevated
  /** Milliseconds that a started helper has to answer. */
  readonly within?: number
}

/** Administrator rights on this machine, for one run of one plan, by the question that Windows asks. */
export function localElevation(options: LocalElevationOptions): Elevation {
  const folder = () => options.runnerFolder ?? findRunnerFolder()
  const program = () => options.program ?? findHostProgram().path
  const refuse = async (session: HostSession) => {
    const places = options.places ?? [program(), process.execPath, ...ownFiles(folder())]
    return refuseElevation(await lookAtPlaces(session, places))
  }
  return {
    refuse,
    async open(plan: BoundPlan, session: HostSession): Promise<HostSession> {
      // Looked at again: between the review and the run somebody may have opened a folder.
      const refusal = await refuse(session)
      if (refusal) throw refusal
      const helper = await openElevatedSession({
        runnerFolder: folder(),
        plan,
        start: (options.start ?? startByConsent)(session, program()),
        secrets: options.secrets,
        ...(options.within === undefined ? {} : { within: options.within }),
      })
      if (helper.elevated) return helper
      await helper.close()
      throw new SlipwayError({
        code: 'elevation-without-rights',
        message: 'The elevated helper has no administrator rights. Nothing was changed.',
        cause: 'The account that gave consent is no administrator, or User Account Control is off.',
        remedy: 'Consent with an administrator’s account, or start Slipway from one.',
      })
    },
  }
}

/** The runner, file by file, and the archive that the program is read from: it decides what a plan is. */
function ownFiles(runnerFolder: string): string[] {
  const archive = runnerFolder.match(/^(.*[\\/]app\.asar)\.unpacked[\\/]/)?.[1]
  const files = runnerFiles.map((name) => join(runnerFolder, name))
  return [runnerFolder, ...files, archive ?? dirname(dirname(runnerFolder))]
}
