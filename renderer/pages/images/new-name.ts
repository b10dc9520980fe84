import { normaliseImageReference, parseImageReference } from '../../../preload/contract/grammar/image-reference.ts'
import type { Problem } from '../../../preload/contract/grammar/parsed.ts'
import type { ImageRow } from '../../../preload/contract/images.ts'
import { imageStrings as words } from '../../strings/images.ts'
import { imageName } from './names.ts'

/** What a new name for an image means. */
export type NewName =
  | { state: 'empty' }
  | { state: 'bad'; problem: Problem }
  | {
      state: 'good'
      canonical: string
      /** Sentences about registry, user prefix and `latest`. */
      notes: string[]
      /** Set when another image has this name now. */
      moves: string | null
    }

type Named = Pick<ImageRow, 'id' | 'tags' | 'digests'>

/** Reads a new name as `docker tag` does, and says what follows from it. */
export function readNewName(text: string, row: Named, images: readonly Named[]): NewName {
  if (text === '') return { state: 'empty' }
  const parsed = parseImageReference(text)
  if (!parsed.ok) return { state: 'bad', problem: parsed.problem }
  const { registry, repository, tag, digest, canonical } = parsed.value
  if (digest) return { state: 'bad', problem: { message: words.noDigestHere, at: text.indexOf('@') } }
  const named = (image: Named) => image.tags.some((each) => normaliseImageReference(each) === canonical)
  if (named(row)) return { state: 'bad', problem: { message: words.alreadyNamed, at: 0 } }
  const [user = '', rest] = repository.split('/')
  const hub = registry === 'docker.io'
  const owner = !hub
    ? words.atRegistry(registry)
    : user === 'library' || rest === undefined
      ? words.noPrefix
      : words.prefix(user)
  const other = images.find((image) => image.id !== row.id && named(image))
  const left = other?.tags.filter((each) => normaliseImageReference(each) !== canonical) ?? []
  return {
    state: 'good',
    canonical,
    notes: [owner, ...(tag === undefined || tag === 'latest' ? [words.latest] : [])],
    moves: other ? words.movesTag(text, imageName({ ...other, tags: left }), left.length) : null,
  }
}
