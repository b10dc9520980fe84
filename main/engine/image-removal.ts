import { normaliseImageReference, parseImageReference } from '../../preload/contract/grammar/image-reference.ts'
import type { ImageRemoval } from '../../preload/contract/images.ts'
import type { ImageUser } from './image-row.ts'

/** An image as the rules of removal see it. */
export interface RemovableImage {
  id: string
  tags: string[]
  digests: string[]
  parent: string
  size: number
  /** Bytes that other images have too, -1 when unknown. */
  shared: number
  users: readonly ImageUser[]
}

type Conflict = NonNullable<ImageRemoval['conflict']>
interface State extends RemovableImage {
  gone: boolean
}

/**
 * What removing these would do, one after the other as `remove` does it, by the rules of moby's image_delete.go: a tag
 * is only taken away while the image has others; by its id an image goes when all its references lie in one repository
 * with at most one tag. Where the engine would refuse without force, the outcome told is the one with force.
 */
export function planRemoval(images: readonly RemovableImage[], wanted: readonly string[]): ImageRemoval[] {
  const states = images.map((image): State => ({ ...image, gone: false }))
  const index = new ImageIndex(states)
  return wanted.map((image) => {
    const found = index.find(image)
    if (!found) return { image, untags: [], deletes: false, frees: 0, usedBy: [], conflict: null, forceHelps: false }
    const { state, byId } = found
    const usedBy = state.users.map(({ name, running }) => ({ name, running }))
    const planned = byId ? byItsId(states, state) : byReference(states, state, image)
    apply(states, state, planned)
    const frees = planned.deletes ? state.size - Math.max(0, state.shared) : 0
    return { image, ...planned, frees, usedBy }
  })
}

type Planned = Pick<ImageRemoval, 'untags' | 'deletes' | 'conflict' | 'forceHelps'>

function byReference(states: State[], state: State, reference: string): Planned {
  const single = isSingleReference(state)
  const conflict: Conflict | null = single && state.users.length > 0 ? usedConflict(state) : null
  const isIt = (other: string) => same(other, reference)
  const untags = [...state.tags, ...state.digests].filter(isIt)
  // With its last tag, a repository loses its digests too.
  const repository = repositoryOf(reference)
  if (state.tags.some(isIt) && !state.tags.some((tag) => !isIt(tag) && repositoryOf(tag) === repository)) {
    untags.push(...state.digests.filter((digest) => !isIt(digest) && repositoryOf(digest) === repository))
  }
  const left = state.tags.length + state.digests.length - untags.length
  // The helper's own conflicts are kept quiet here: the tag goes, and the image stays for whoever needs it.
  const deletes = left === 0 && !hasChildren(states, state) && !state.users.some((user) => user.running)
  return { untags, deletes, conflict, forceHelps: conflict !== null }
}

function byItsId(states: State[], state: State): Planned {
  const untags = [...state.tags, ...state.digests]
  const refused = (conflict: Conflict): Planned => ({ untags: [], deletes: false, conflict, forceHelps: false })
  if (hasChildren(states, state)) return refused('has-children')
  if (state.users.some((user) => user.running)) return refused('used-by-running-container')
  if (!isSingleReference(state)) return { untags, deletes: true, conflict: 'several-tags', forceHelps: true }
  if (state.users.length > 0) return { untags, deletes: true, conflict: 'used-by-container', forceHelps: true }
  return { untags, deletes: true, conflict: null, forceHelps: false }
}

function apply(states: State[], state: State, planned: Planned): void {
  const without = (references: string[]) => references.filter((reference) => !planned.untags.includes(reference))
  state.tags = without(state.tags)
  state.digests = without(state.digests)
  state.gone = planned.deletes
  if (!state.gone) return
  // The engine goes on with parents that nobody names or uses any more (prune).
  const parent = states.find((other) => other.id === state.parent && !other.gone)
  if (!parent || parent.tags.length + parent.digests.length + parent.users.length > 0) return
  if (!hasChildren(states, parent)) parent.gone = true
}

/** moby isSingleReference: one reference, or one tag and digests, all of one repository. */
function isSingleReference({ tags, digests }: State): boolean {
  if (tags.length + digests.length <= 1) return true
  return tags.length <= 1 && new Set([...tags, ...digests].map(repositoryOf)).size === 1
}

const hasChildren = (states: State[], { id }: State) => states.some((other) => other.parent === id && !other.gone)
const usedConflict = ({ users }: State): Conflict =>
  users.some((user) => user.running) ? 'used-by-running-container' : 'used-by-container'

function repositoryOf(reference: string): string {
  const parsed = parseImageReference(reference)
  return parsed.ok ? `${parsed.value.registry}/${parsed.value.repository}` : reference
}

/** Images by id and by each reference in full, so that thousands of names are found at once. */
class ImageIndex {
  readonly #byId: Map<string, State>
  readonly #byReference = new Map<string, State>()

  constructor(states: State[]) {
    this.#byId = new Map(states.map((state) => [state.id, state]))
    for (const state of states) {
      for (const reference of [...state.tags, ...state.digests]) {
        const canonical = normaliseImageReference(reference)
        if (canonical) this.#byReference.set(canonical, state)
      }
    }
  }

  /** As the engine resolves a name: whole id, reference, then a unique beginning of an id. */
  find(wanted: string): { state: State; byId: boolean } | null {
    const whole = this.#byId.get(wanted) ?? this.#byId.get(`sha256:${wanted}`)
    if (whole) return whole.gone ? null : { state: whole, byId: true }
    const canonical = normaliseImageReference(wanted)
    const named = canonical === undefined ? undefined : this.#byReference.get(canonical)
    const still = named && !named.gone && [...named.tags, ...named.digests].some((one) => same(one, wanted))
    if (named && still) return { state: named, byId: false }
    const prefix = wanted.replace(/^sha256:/, '')
    if (!/^[0-9a-f]+$/.test(prefix)) return null
    const begun = [...this.#byId.values()].filter(({ id, gone }) => !gone && id.startsWith(`sha256:${prefix}`))
    return begun.length === 1 && begun[0] ? { state: begun[0], byId: true } : null
  }
}

const same = (one: string, other: string) => normaliseImageReference(one) === normaliseImageReference(other)
