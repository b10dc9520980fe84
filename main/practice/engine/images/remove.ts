import { EngineError } from '../route.ts'
import type { ImageServices } from './image-services.ts'
import type { StoredImage } from './image-store.ts'
import { nameOf, parseReference, referenceText } from './reference.ts'

export type Removed = { Untagged: string } | { Deleted: string }

type Services = Pick<ImageServices, 'images' | 'containers' | 'context'>

/**
 * Removes an image by name or ID with the engine's rules [moby daemon/images/image_delete.go]. `prune` takes nameless
 * parents along. Throws an EngineError 409 with the conflict.
 */
export function removeImage(services: Services, reference: string, force: boolean, prune: boolean): Removed[] {
  const { images, containers } = services
  const image = images.find(reference)
  const removed: Removed[] = []
  let quiet = false
  if (!isIdPrefix(image.id, reference)) {
    const [user] = containers.using(image.id)
    if (!force && user && isSingle(image)) {
      throw new EngineError(
        409,
        `conflict: unable to remove repository reference "${reference}" (must force) - container ${short(user.id)} is using its referenced image ${short(image.id)}`,
      )
    }
    const parsed = parseReference(reference)
    untag(services, image, referenceText(parsed), removed)
    if (!parsed.digest && !image.tags.some((tag) => nameOf(tag) === parsed.familiar)) {
      for (const digest of image.digests.filter((one) => nameOf(one) === parsed.familiar)) {
        untag(services, image, digest, removed)
      }
    }
    if (image.tags.length + image.digests.length > 0) return removed
    quiet = true
  } else if (isSingle(image)) {
    refuseConflict(services, image, { hard: true, references: false, stopped: !force })
    for (const name of [...image.tags, ...image.digests]) untag(services, image, name, removed)
  }
  deleteImage(services, image, removed, force, prune, quiet)
  return removed
}

function deleteImage(
  services: Services,
  image: StoredImage,
  removed: Removed[],
  force: boolean,
  prune: boolean,
  quiet: boolean,
): void {
  const { images, context } = services
  try {
    refuseConflict(services, image, { hard: true, references: !force, stopped: !force })
  } catch (error) {
    const dangling = image.tags.length + image.digests.length === 0 && images.children(image.id).length === 0
    if (quiet && (!dangling || services.containers.using(image.id).length > 0)) return
    throw error
  }
  for (const name of [...image.tags, ...image.digests]) untag(services, image, name, removed)
  const others = new Set(images.all().flatMap((one) => (one === image ? [] : one.layers.map((layer) => layer.digest))))
  images.delete(image)
  context.tell('image', 'delete', image.id, { name: image.id })
  removed.push({ Deleted: image.id })
  for (const layer of [...image.layers].reverse())
    if (!others.has(layer.digest)) removed.push({ Deleted: layer.digest })
  const parent = images.get(image.parent)
  if (prune && parent && parent.tags.length + parent.digests.length === 0) {
    deleteImage(services, parent, removed, false, true, true)
  }
}

function refuseConflict(
  { images, containers }: Services,
  image: StoredImage,
  check: { hard: boolean; references: boolean; stopped: boolean },
): void {
  const refuse = (hard: boolean, why: string) => {
    const must = hard ? 'cannot be forced' : 'must be forced'
    throw new EngineError(409, `conflict: unable to delete ${short(image.id)} (${must}) - ${why}`)
  }
  const users = containers.using(image.id)
  if (images.children(image.id).length > 0) refuse(true, 'image has dependent child images')
  const running = users.find((user) => user.running)
  if (running) refuse(true, `image is being used by running container ${short(running.id)}`)
  if (check.references && image.tags.length + image.digests.length > 1) {
    refuse(false, 'image is referenced in multiple repositories')
  }
  const stopped = users.find((user) => !user.running)
  if (check.stopped && stopped) refuse(false, `image is being used by stopped container ${short(stopped.id)}`)
}

function untag({ images, context }: Services, image: StoredImage, name: string, removed: Removed[]): void {
  images.untag(image, name)
  context.tell('image', 'untag', image.id, { name: image.id })
  removed.push({ Untagged: name })
}

/** At most one tag, and digests of its repository alone. */
function isSingle(image: StoredImage): boolean {
  if (image.tags.length + image.digests.length <= 1) return true
  const names = new Set([...image.tags, ...image.digests].map(nameOf))
  return image.tags.length <= 1 && names.size === 1
}

function isIdPrefix(id: string, reference: string): boolean {
  return id.startsWith(reference) || id.startsWith(`sha256:${reference}`)
}

/** The twelve digits that people see of an ID. */
export function short(id: string): string {
  return id.replace('sha256:', '').slice(0, 12)
}
