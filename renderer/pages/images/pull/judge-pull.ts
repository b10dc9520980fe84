import { buildOfTag, judgeSupport, type Support } from '../../../../preload/contract/grammar/base-images.ts'
import type { ImageReference } from '../../../../preload/contract/grammar/image-reference.ts'
import {
  judgePlatform,
  type PlatformHost,
  type PlatformJudgement,
} from '../../../../preload/contract/grammar/platform.ts'
import type { PullCheck } from '../../../../preload/contract/images.ts'
import type { EngineFacts } from '../../../../preload/contract/machines.ts'
import { revisionOf } from './host.ts'

/** What is to be said before a download starts. */
export interface PullVerdict {
  /** The image is for another system than the engine runs: the name of the image's. */
  wrongOs: 'windows' | 'linux' | null
  /** The host × image rule; null when nothing is known of the image's build. */
  fit: PlatformJudgement | null
  support: Support | null
}

const NOTHING: PullVerdict = { wrongOs: null, fit: null, support: null }

/** Microsoft's base images, whose tags say their build. */
export function isWindowsBase({ registry, repository }: ImageReference): boolean {
  return registry === 'mcr.microsoft.com' && /^windows(?:\/(?:servercore|nanoserver|server))?$/.test(repository)
}

/** Judges by what the registry told, else by the tag; of several builds the best fitting counts, as the engine chooses. */
export function judgePull(
  reference: ImageReference,
  check: PullCheck | null,
  engine: EngineFacts['os'] | null,
  host: PlatformHost | null,
  today: Date,
): PullVerdict {
  const platforms = check?.platforms ?? []
  const systems = new Set(platforms.map(({ os }) => os))
  if (engine && platforms.length > 0 && !systems.has(engine)) {
    const other = systems.has('windows') ? 'windows' : systems.has('linux') ? 'linux' : null
    return { ...NOTHING, wrongOs: other }
  }
  const base = isWindowsBase(reference)
  if (engine === 'linux' && base) return { ...NOTHING, wrongOs: 'windows' }
  const support = base && reference.tag ? judgeSupport(reference.tag, today) : null
  if (!host) return { ...NOTHING, support }
  const told = platforms.flatMap(({ os, build, osVersion }) =>
    os === 'windows' && build !== null ? [{ build, revision: revisionOf(osVersion) }] : [],
  )
  const byTag = base ? buildOfTag(reference.tag ?? '') : undefined
  const builds = told.length > 0 ? told : byTag === undefined ? [] : [{ build: byTag, revision: undefined }]
  const judged = builds.map(({ build, revision }) => judgePlatform(host, build, 'default', revision))
  const fit =
    judged.find(({ verdict }) => verdict === 'ok') ??
    judged.find(({ verdict }) => verdict === 'warn') ??
    judged[0] ??
    null
  return { wrongOs: null, fit, support }
}
