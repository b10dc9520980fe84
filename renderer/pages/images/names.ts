import { parseImageReference } from '../../../preload/contract/grammar/image-reference.ts'
import type { ImageRow } from '../../../preload/contract/images.ts'

/** The first 12 digits of an id, as docker shows it. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12)
}

/** Repository and tag of a reference, as docker images shows them. */
export function splitTag(reference: string): { repository: string; tag: string } {
  const parsed = parseImageReference(reference)
  if (!parsed.ok) return { repository: reference, tag: '' }
  const { tag = '', digest, familiar } = parsed.value
  const end = (tag ? tag.length + 1 : 0) + (digest ? digest.length + 1 : 0)
  return { repository: familiar.slice(0, familiar.length - end), tag }
}

/** What an image is called: its first tag, else the repository it was pulled from, else its short id. */
export function imageName({ id, tags, digests }: Pick<ImageRow, 'id' | 'tags' | 'digests'>): string {
  const [tag] = tags
  if (tag) return tag
  const [digest] = digests
  return digest ? `${splitTag(digest).repository}@${shortId(id)}` : shortId(id)
}

/** The repository of a row, null for an image that has no name at all. */
export function repositoryOf({ tags, digests }: Pick<ImageRow, 'tags' | 'digests'>): string | null {
  const reference = tags[0] ?? digests[0]
  return reference ? splitTag(reference).repository : null
}

/** What to hand to `docker rmi` or `docker run`: the only or first tag, else the short id. */
export function handleOf(row: Pick<ImageRow, 'id' | 'tags'>): string {
  return row.tags[0] ?? shortId(row.id)
}

/** As `--platform` takes it: `linux/arm64/v8`. */
export function formatPlatform(parts: { os: string; architecture: string; variant?: string }): string {
  return [parts.os, parts.architecture, parts.variant].filter(Boolean).join('/')
}
