import { EngineError, type Route } from '../route.ts'
import { compareApi } from '../server/api-range.ts'
import { flag, labelFits, readFilters, readTime } from '../server/query.ts'
import type { ImageServices } from './image-services.ts'
import type { PracticeImages, StoredImage } from './image-store.ts'
import { nameOf } from './reference.ts'

const known = ['dangling', 'label', 'before', 'since', 'reference', 'until']

/** GET /images/json */
export function listRoute(services: ImageServices): Route {
  return {
    method: 'GET',
    path: '/images/json',
    async handle(request, answer) {
      const filters = readFilters(request.query, known)
      const { images, context } = services
      const all = flag(request.query, 'all')
      const dangling = filters.has('dangling') ? danglingOf(filters.get('dangling')) : null
      const before = filters.get('before').map((name) => images.find(name).createdAt)
      const since = filters.get('since').map((name) => images.find(name).createdAt)
      const until = filters.get('until').map((text) => readTime(text, context.host.now()) ?? 0)
      const references = filters.get('reference')
      const rows = images.all().filter((image) => {
        if (before.some((at) => image.createdAt >= at) || since.some((at) => image.createdAt <= at)) return false
        if (until.some((at) => image.createdAt > at)) return false
        if (!filters.every('label', (label) => labelFits(image.config.labels, label))) return false
        const nameless = image.tags.length === 0
        if (dangling === true && (!nameless || images.children(image.id).length > 0)) return false
        if (nameless && image.digests.length === 0) {
          if (references.length > 0 || dangling === false) return false
          return all || images.children(image.id).length === 0
        }
        return references.length === 0 || names(image).some((name) => matches(name, references))
      })
      const shared = flag(request.query, 'shared-size')
      rows.sort((a, b) => b.createdAt - a.createdAt)
      answer.json(
        200,
        rows.map((image) =>
          imageRow(narrowed(image, references), request.apiVersion, shared ? sharedSize(images, image) : -1, -1),
        ),
      )
    },
  }
}

/** One row of `/images/json` and `/system/df`; -1 for what was not counted. */
export function imageRow(image: StoredImage, api: string, shared: number, containers: number) {
  // Before API 1.43 a nameless image was written with a stand-in for its name.
  const older = compareApi(api, '1.43') < 0
  const nameless = older && image.tags.length === 0 && image.digests.length === 0
  return {
    Containers: containers,
    Created: Math.floor(image.createdAt / 1000),
    Id: image.id,
    Labels: Object.keys(image.config.labels).length ? image.config.labels : null,
    ParentId: image.parent,
    RepoDigests: nameless ? ['<none>@<none>'] : image.digests,
    RepoTags: nameless ? ['<none>:<none>'] : image.tags,
    SharedSize: shared,
    Size: image.size,
    ...(compareApi(api, '1.44') < 0 && { VirtualSize: image.size }),
  }
}

/** Bytes of an image's layers that other images have as well. */
export function sharedSize(images: PracticeImages, image: StoredImage): number {
  const others = new Set(
    images.all().flatMap((other) => (other === image ? [] : other.layers.map((layer) => layer.digest))),
  )
  return image.layers.reduce((sum, layer) => sum + (others.has(layer.digest) ? layer.size : 0), 0)
}

export function danglingOf(values: readonly string[]): boolean {
  const [value = ''] = values
  if (['1', 'true', 't'].includes(value.toLowerCase())) return true
  if (['0', 'false', 'f'].includes(value.toLowerCase())) return false
  throw new EngineError(400, `invalid filter 'dangling=[${values.join(' ')}]'`)
}

/** With the names that a `reference` filter asks for alone. */
function narrowed(image: StoredImage, patterns: readonly string[]): StoredImage {
  if (patterns.length === 0) return image
  const fit = (name: string) => matches(name, patterns)
  return { ...image, tags: image.tags.filter(fit), digests: image.digests.filter(fit) }
}

function names(image: StoredImage): string[] {
  return [...image.tags, ...image.digests]
}

/** As Go's path.Match over the familiar name, with its tag or without. */
function matches(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const escaped = pattern.replace(/[.+^${}()|\\]/g, '\\$&')
    const form = new RegExp(`^${escaped.replaceAll('*', '[^/]*').replaceAll('?', '[^/]')}$`)
    return form.test(name) || form.test(nameOf(name))
  })
}
