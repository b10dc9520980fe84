import type { Explained } from '../../preload/contract/explained.ts'
import { familiarName, parseImageReference } from '../../preload/contract/grammar/image-reference.ts'
import type { ImageDetails, ImageRemoval, RemovalResult } from '../../preload/contract/images.ts'
import { explain } from '../explain/explain.ts'
import { callEngine, inPath, statusOf } from './call.ts'
import { type ContainerSummary, toContainerRow } from './container-row.ts'
import { planRemoval } from './image-removal.ts'
import { type ImageSummary, toImageRow, usersByImage } from './image-row.ts'
import type { EngineLink } from './link.ts'
import { invalidReference } from './pulls.ts'
import { windowsBuild } from './windows-build.ts'

/** GET /images/NAME/json, as far as it is used. */
interface ImageInspect {
  Id: string
  RepoTags?: string[] | null
  RepoDigests?: string[] | null
  /** RFC 3339; missing in some imported images from engine 25 on. */
  Created?: string
  Size: number
  Os: string
  OsVersion?: string
  Architecture: string
}

/** One element of GET /images/NAME/history. */
interface HistoryEntry {
  Id: string
  Created: number
  CreatedBy: string
  Tags?: string[] | null
  Size: number
  Comment: string
}

const imagePath = (image: string) => `/images/${inPath(image)}`

/** Everything about one image, by id or reference. */
export async function inspectImage(link: EngineLink, image: string, signal?: AbortSignal): Promise<ImageDetails> {
  const [inspect, history, containers] = await Promise.all([
    callEngine<ImageInspect>(link, { method: 'GET', path: `${imagePath(image)}/json`, signal }),
    callEngine<HistoryEntry[]>(link, { method: 'GET', path: `${imagePath(image)}/history`, signal }),
    listContainers(link, signal),
  ])
  const created = Date.parse(inspect.Created ?? '')
  const summary = { ...inspect, Created: Number.isNaN(created) ? 0 : Math.floor(created / 1000) }
  const osVersion = inspect.OsVersion ?? ''
  return {
    row: toImageRow(summary, usersByImage(containers.map((each) => toContainerRow(each))).get(inspect.Id) ?? []),
    os: inspect.Os,
    osVersion,
    build: windowsBuild(inspect.Os, osVersion),
    architecture: inspect.Architecture,
    inspect: JSON.stringify(inspect, null, 2),
    history: history.map((entry) => ({
      id: entry.Id,
      created: entry.Created * 1000,
      createdBy: entry.CreatedBy,
      size: entry.Size,
      tags: entry.Tags ?? [],
      comment: entry.Comment,
    })),
  }
}

/** Gives an image one more name; a tag that another image has moves to this one. */
export async function tagImage(link: EngineLink, image: string, target: string, signal?: AbortSignal): Promise<void> {
  const parsed = parseImageReference(target.trim())
  if (!parsed.ok) throw invalidReference(parsed.problem.message)
  const { registry, repository, tag, digest } = parsed.value
  if (digest) throw invalidReference('A digest cannot be given to an image, it follows from its content')
  const query = { repo: familiarName(registry, repository), tag: tag ?? 'latest' }
  await callEngine(link, { method: 'POST', path: `${imagePath(image)}/tag`, query, signal })
}

/** What `removeImages` would do, without doing it. */
export async function previewRemoval(
  link: EngineLink,
  images: readonly string[],
  signal?: AbortSignal,
): Promise<ImageRemoval[]> {
  const query = { all: 1, 'shared-size': tellsSharedSize(link) ? 1 : undefined }
  const [summaries, containers] = await Promise.all([
    callEngine<ImageSummary[]>(link, { method: 'GET', path: '/images/json', query, signal }),
    listContainers(link, signal),
  ])
  const users = usersByImage(containers.map((each) => toContainerRow(each)))
  const removable = summaries.map((summary) => {
    const { id, tags, digests, size } = toImageRow(summary, [])
    return {
      id,
      tags,
      digests,
      parent: summary.ParentId ?? '',
      size,
      shared: summary.SharedSize ?? -1,
      users: users.get(id) ?? [],
    }
  })
  return planRemoval(removable, images)
}

/** Removes one after the other, in the order given; a failure of one does not stop the others. */
export async function removeImages(
  link: EngineLink,
  images: readonly string[],
  force: boolean,
  signal?: AbortSignal,
): Promise<RemovalResult[]> {
  const results: RemovalResult[] = []
  for (const image of images) results.push(await removeOne(link, image, force, results, signal))
  return results
}

async function removeOne(
  link: EngineLink,
  image: string,
  force: boolean,
  before: readonly RemovalResult[],
  signal: AbortSignal | undefined,
): Promise<RemovalResult> {
  try {
    const query = { force: force ? 1 : undefined }
    // Deleting the layers of a large Windows image takes minutes.
    const call = { method: 'DELETE' as const, path: imagePath(image), query, signal, deadline: 600_000 }
    const records = await callEngine<{ Untagged?: string; Deleted?: string }[]>(link, call)
    return {
      image,
      untagged: records.flatMap((record) => record.Untagged ?? []),
      deleted: records.flatMap((record) => record.Deleted ?? []),
      error: null,
    }
  } catch (error) {
    signal?.throwIfAborted()
    // An image that went with one of its own names a moment ago is what was asked for.
    const gone =
      statusOf(error) === 404 && before.some(({ deleted, untagged }) => [...deleted, ...untagged].includes(image))
    return { image, untagged: [], deleted: [], error: gone ? null : removalError(error, link.machine, image) }
  }
}

/** The engine's refusal; force is offered only where it would get past it. */
function removalError(error: unknown, machine: string, image: string): Explained {
  const explained = explain(error, { machine, image })
  const hard = /cannot be forced|dependent child/i.test(explained.detail)
  if (!hard || explained.action?.kind !== 'force') return explained
  const { action: _, ...rest } = explained
  return { ...rest, remedy: 'Stop and remove the container first: force does not help while it runs.' }
}

function listContainers(link: EngineLink, signal: AbortSignal | undefined): Promise<ContainerSummary[]> {
  return callEngine<ContainerSummary[]>(link, { method: 'GET', path: '/containers/json', query: { all: 1 }, signal })
}

/** `shared-size` came with API 1.42; older engines compute it only in `system df`, which takes far too long. */
function tellsSharedSize(link: EngineLink): boolean {
  const [major = 0, minor = 0] = link.facts().apiVersion.split('.').map(Number)
  return major > 1 || minor >= 42
}
