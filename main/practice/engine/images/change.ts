import { EngineError, type Route } from '../route.ts'
import { flag, labelFits, readFilters, readTime } from '../server/query.ts'
import type { ImageServices } from './image-services.ts'
import { danglingOf } from './list.ts'
import { parseReference, referenceText } from './reference.ts'
import { type Removed, removeImage } from './remove.ts'

/** Tag, remove and prune. */
export function changeRoutes(services: ImageServices): Route[] {
  const { images, containers, context } = services
  return [
    {
      method: 'POST',
      path: '/images/{name...}/tag',
      async handle(request, answer) {
        const repository = request.query.get('repo') ?? ''
        const tag = request.query.get('tag') ?? ''
        const image = images.find(request.params.name ?? '')
        const reference = parseReference(repository)
        if (reference.digest) throw new EngineError(400, 'refusing to create a tag with a digest reference')
        const named = parseReference(tag ? `${reference.familiar}:${tag}` : referenceText(reference))
        images.tag(image, named)
        context.tell('image', 'tag', image.id, { name: referenceText(named) })
        answer.empty(201)
      },
    },
    {
      method: 'DELETE',
      path: '/images/{name...}',
      async handle(request, answer) {
        const { name = '' } = request.params
        if (name.trim() === '') throw new EngineError(400, 'image name cannot be blank')
        answer.json(200, removeImage(services, name, flag(request.query, 'force'), !flag(request.query, 'noprune')))
      },
    },
    {
      method: 'POST',
      path: '/images/prune',
      async handle(request, answer) {
        const filters = readFilters(request.query, ['dangling', 'label', 'label!', 'until'])
        const danglingOnly = filters.has('dangling') ? danglingOf(filters.get('dangling')) : true
        const until = filters.get('until').map((text) => readTime(text, context.host.now()) ?? 0)
        const before = layerBytes()
        const deleted: Removed[] = []
        const used = new Set(containers.all().map((one) => one.imageId))
        for (const image of images.all()) {
          if (danglingOnly && image.tags.length > 0) continue
          if (used.has(image.id) || images.children(image.id).length > 0) continue
          if (until.some((at) => image.createdAt > at)) continue
          if (!filters.every('label', (label) => labelFits(image.config.labels, label))) continue
          if (filters.get('label!').some((label) => labelFits(image.config.labels, label))) continue
          const names = [...image.tags, ...image.digests]
          for (const name of names) {
            if (images.get(image.id)) deleted.push(...removeImage(services, name, false, true))
          }
          if (images.get(image.id)) deleted.push(...removeImage(services, image.id, false, true))
        }
        const freed = before - layerBytes()
        context.tell('image', 'prune', '', { reclaimed: String(freed) })
        answer.json(200, { ImagesDeleted: deleted.length ? deleted : null, SpaceReclaimed: freed })
      },
    },
  ]

  function layerBytes(): number {
    return layersSize(images.all())
  }
}

/** Bytes of the layers of images, each layer once. */
export function layersSize(images: readonly { layers: readonly { digest: string; size: number }[] }[]): number {
  const sizes = new Map(images.flatMap((image) => image.layers.map((layer) => [layer.digest, layer.size] as const)))
  return [...sizes.values()].reduce((sum, size) => sum + size, 0)
}
