import type { ContainerRow } from '../../preload/contract/containers.ts'
import type { ImageRow } from '../../preload/contract/images.ts'

/** One element of GET /images/json, as far as it is used. */
export interface ImageSummary {
  Id: string
  ParentId?: string
  RepoTags?: string[] | null
  RepoDigests?: string[] | null
  /** Seconds since the epoch. */
  Created: number
  Size: number
  /** Bytes of layers that other images have too; -1 when it was not computed. */
  SharedSize?: number
}

/** A container as its image sees it. */
export interface ImageUser {
  name: string
  running: boolean
}

/** Engines up to 24 write `<none>:<none>` where later ones leave the list empty. */
const named = (references: string[] | null | undefined) =>
  (references ?? []).filter((reference) => !reference.includes('<none>')).sort()

/** What `c.IsRunning()` is in moby: a paused container counts, one that restarts too. */
const runningStates = new Set<string>(['running', 'paused', 'restarting'])

/** A row of the images page; `users` are the containers made from this image. */
export function toImageRow(summary: ImageSummary, users: readonly ImageUser[]): ImageRow {
  const tags = named(summary.RepoTags)
  const digests = named(summary.RepoDigests)
  return {
    id: summary.Id,
    tags,
    digests,
    size: summary.Size,
    created: summary.Created * 1000,
    usedBy: users.map((user) => user.name),
    dangling: tags.length === 0 && digests.length === 0,
  }
}

/** The containers of each image id, by name. */
export function usersByImage(
  containers: readonly Pick<ContainerRow, 'name' | 'state' | 'imageId'>[],
): Map<string, ImageUser[]> {
  const users = new Map<string, ImageUser[]>()
  for (const { name, state, imageId } of containers) {
    const user = { name, running: runningStates.has(state) }
    const list = users.get(imageId)
    if (list) list.push(user)
    else users.set(imageId, [user])
  }
  for (const list of users.values()) list.sort((a, b) => (a.name < b.name ? -1 : 1))
  return users
}
