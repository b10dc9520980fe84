import type { ImageReference } from '../../../../preload/contract/grammar/image-reference.ts'
import type { PlatformHost } from '../../../../preload/contract/grammar/platform.ts'
import type { EngineFacts } from '../../../../preload/contract/machines.ts'
import type { TagDetails } from '../../../../preload/contract/registries.ts'
import { searchStrings as words } from '../../../strings/image-search.ts'
import { formatPlatform } from '../names.ts'
import { judgePull } from '../pull/judge-pull.ts'

/** Whether a tag's image runs on the engine's host, and why, in one word and in a sentence. */
export interface TagFit {
  kind: 'asking' | 'runs' | 'care' | 'hyperv' | 'no' | 'unknown'
  reason: string
}

/**
 * Judges one tag by the rule that the pull dialog judges by (`judgePull`, `judgePlatform`), from what the registry told,
 * and before that from the tag's own name where it is one of a Windows base image.
 */
export function judgeTag(
  reference: ImageReference,
  details: TagDetails | null,
  engine: EngineFacts['os'],
  host: PlatformHost | null,
  today: Date,
): TagFit {
  const check = details && { ...details, reference: reference.familiar }
  const { wrongOs, fit } = judgePull(reference, check, engine, host, today)
  if (wrongOs) return { kind: 'no', reason: words.fitReason.wrongOs(words.osNames[wrongOs], words.osNames[engine]) }
  if (fit) {
    const reason = [fit.reason, fit.remedy].filter(Boolean).join(' ')
    if (fit.verdict === 'ok') return { kind: 'runs', reason }
    if (fit.verdict === 'warn') return { kind: 'care', reason }
    return { kind: fit.offer === 'hyperv' ? 'hyperv' : 'no', reason }
  }
  if (!details) return { kind: 'asking', reason: words.fitReason.asking }
  const { problem, platforms } = details
  if (problem?.code === 'no-matching-manifest') return { kind: 'no', reason: `${problem.message} ${problem.remedy}` }
  if (problem) return { kind: 'unknown', reason: problem.message }
  if (platforms.length === 0) return { kind: 'unknown', reason: words.fitReason.unknown }
  return { kind: 'runs', reason: words.fitReason.runs }
}

/** Systems and processors of an image in a line, those of the engine's system first; Windows by its version. */
export function describePlatforms(platforms: TagDetails['platforms'], engine: EngineFacts['os'], most = 2): string {
  const texts = [...platforms]
    .sort((a, b) => Number(b.os === engine) - Number(a.os === engine))
    .map((platform) =>
      platform.osVersion ? `${platform.osVersion} ${platform.architecture}` : formatPlatform(platform),
    )
  const unlike = [...new Set(texts)]
  const rest = unlike.length - most
  return [unlike.slice(0, most).join(', '), rest > 0 ? words.more(rest) : ''].filter(Boolean).join(' ')
}
