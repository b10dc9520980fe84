import { judgeSupport, type Support } from '../../../../preload/contract/grammar/base-images.ts'
import { parseImageReference } from '../../../../preload/contract/grammar/image-reference.ts'
import { judgePlatform, type PlatformJudgement } from '../../../../preload/contract/grammar/platform.ts'
import type { ImageDetails, ImageRow } from '../../../../preload/contract/images.ts'
import type { EngineFacts } from '../../../../preload/contract/machines.ts'
import { revisionOf, windowsHostOf } from '../pull/host.ts'
import { isWindowsBase } from '../pull/judge-pull.ts'

/** How long a Windows base image is supported, and how it runs on this host; null where neither applies. */
export function judgeImage(
  { build, osVersion }: Pick<ImageDetails, 'build' | 'osVersion'>,
  { tags }: Pick<ImageRow, 'tags'>,
  facts: EngineFacts | null,
): { support: Support | null; fit: PlatformJudgement | null } {
  if (build === null) return { support: null, fit: null }
  const isBase = tags.some((tag) => {
    const parsed = parseImageReference(tag)
    return parsed.ok && isWindowsBase(parsed.value)
  })
  const host = windowsHostOf(facts)
  return {
    support: isBase ? judgeSupport(osVersion, new Date()) : null,
    fit: host && judgePlatform(host, build, 'default', revisionOf(osVersion)),
  }
}
