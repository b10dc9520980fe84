import { normaliseImageReference, parseImageReference } from '../../../../preload/contract/grammar/image-reference.ts'
import { type Isolation, judgePlatform, type PlatformHost } from '../../../../preload/contract/grammar/platform.ts'
import type { ImageDetails, ImageRow } from '../../../../preload/contract/images.ts'
import type { EngineFacts } from '../../../../preload/contract/machines.ts'
import { createStrings as words } from '../../../strings/create-container.ts'

/** Whether the image may run on this engine, in words; `offer` is the isolation that cures it. */
export type ImageFit = {
  verdict: 'ok' | 'warn' | 'refuse'
  reason: string
  remedy: string
  offer?: 'process' | 'hyperv'
}
type ImagePlatform = Pick<ImageDetails, 'os' | 'osVersion' | 'build' | 'architecture'>

/** The image of the engine that a typed reference or ID means. */
export function findLocalImage(rows: readonly ImageRow[], typed: string): ImageRow | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  const wanted = normaliseImageReference(text)
  const tagged = rows.find((row) => row.tags.some((tag) => normaliseImageReference(tag) === wanted))
  if (wanted !== undefined && tagged) return tagged
  const parsed = parseImageReference(text)
  if (parsed.ok && parsed.value.digest) {
    const { registry, repository, digest } = parsed.value
    return rows.find((row) =>
      row.digests.some((each) => normaliseImageReference(each) === `${registry}/${repository}@${digest}`),
    )
  }
  const id = text.replace(/^sha256:/, '')
  return /^[a-f0-9]{4,64}$/.test(id) ? rows.find((row) => row.id.startsWith(`sha256:${id}`)) : undefined
}

/** What the host × image rule needs to know of a Windows engine's host; null where the build is not known. */
export function hostOf(facts: EngineFacts, hypervisor?: boolean): PlatformHost | null {
  if (facts.os !== 'windows' || facts.build === null) return null
  const revision = /OS Build \d+\.(\d+)/i.exec(facts.operatingSystem)?.[1]
  return {
    hostBuild: facts.build,
    hostKind: facts.windowsClient ? 'client' : 'server',
    ...(revision !== undefined && { hostRevision: Number(revision) }),
    ...(facts.defaultIsolation && { defaultIsolation: facts.defaultIsolation }),
    ...(hypervisor !== undefined && { hypervisor }),
  }
}

/** Judges a local image before anything is created; null while it is not known. */
export function judgeImage(
  facts: EngineFacts,
  image: ImagePlatform | null,
  isolation: Isolation,
  hypervisor?: boolean,
): ImageFit | null {
  if (!image) return null
  if (image.os !== facts.os) {
    return {
      verdict: 'refuse',
      reason: words.otherSystem(image.os, facts.os),
      remedy: words.otherSystemRemedy(facts.os),
    }
  }
  const host = hostOf(facts, hypervisor)
  if (!host || image.build === null) return null
  const revision = image.osVersion.split('.')[3]
  return judgePlatform(host, image.build, isolation, revision === undefined ? undefined : Number(revision))
}
