import type { ContainerRow } from '../../preload/contract/containers.ts'
import type { ImageRow } from '../../preload/contract/images.ts'
import { pause } from '../pause.ts'
import { callEngine } from './call.ts'
import { type ContainerSummary, toContainerRow } from './container-row.ts'
import type { EngineEvent, EngineEvents } from './events.ts'
import { type ImageSummary, toImageRow, usersByImage } from './image-row.ts'
import type { EngineLink } from './link.ts'
import { Mirror, type Touch } from './mirror.ts'

/** Shortest time between two lists, ms: a pull with many tags or a loop of `docker run` sends events by the dozen. */
const listGap = 300

/**
 * All images of one engine, live, grouped by id, with the containers that use them: those of `containers` where they are
 * known or on their way, for a long list must not be made and read twice at the same time. `keep` as in Mirror.
 */
export function imagesMirror(
  link: EngineLink,
  events: EngineEvents,
  containers: Pick<Mirror<ContainerRow>, 'settled'>,
  keep?: number,
): Mirror<ImageRow> {
  let listedAt = 0
  const listContainers = async (signal: AbortSignal): Promise<ContainerRow[]> => {
    const known = await containers.settled(signal)
    if (known) return known
    const query = { all: 1 }
    const found = await callEngine<ContainerSummary[]>(link, { method: 'GET', path: '/containers/json', query, signal })
    return found.map((summary) => toContainerRow(summary))
  }
  const list = async (signal: AbortSignal) => {
    await pause(Math.max(0, listedAt + listGap - Date.now()), signal)
    listedAt = Date.now()
    const [images, rows] = await Promise.all([
      callEngine<ImageSummary[]>(link, { method: 'GET', path: '/images/json', signal }),
      listContainers(signal),
    ])
    const users = usersByImage(rows)
    return images.map((image) => toImageRow(image, users.get(image.Id) ?? []))
  }
  // The engine has no filter by id for images, and an event names a tag rather than an image: one list is the answer.
  return new Mirror(events, { list, read: async (_, signal) => list(signal), touch: touchOfImages }, keep)
}

/** Image events that change no row. */
const withoutEffect = /^(push|save)$/

/** What an engine event means for the list of images. */
function touchOfImages(event: EngineEvent): Touch {
  if (event.type === 'image') return withoutEffect.test(event.action) ? null : 'all'
  if (event.type === 'container') return /^(create|destroy|rename|commit)$/.test(event.action) ? 'all' : null
  return event.type === 'builder' ? 'all' : null
}
