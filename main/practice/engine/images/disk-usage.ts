import type { ContainerStore } from '../containers/container-store.ts'
import { containerRows } from '../containers/list.ts'
import type { ContainerParts } from '../containers/parts.ts'
import type { Route } from '../route.ts'
import { compareApi } from '../server/api-range.ts'
import { flag } from '../server/query.ts'
import { volumeBody } from '../volumes/volume-routes.ts'
import type { Volumes } from '../volumes/volume-store.ts'
import { layersSize } from './change.ts'
import type { ImageServices } from './image-services.ts'
import { imageRow, sharedSize } from './list.ts'

/** GET /system/df. The classic builder keeps its cache as images, so that part is empty. */
export function diskUsageRoute(
  services: ImageServices,
  parts: ContainerParts,
  store: ContainerStore,
  volumes: Volumes,
): Route {
  const { images, containers, context } = services
  return {
    method: 'GET',
    path: '/system/df',
    async handle({ query, apiVersion }, answer) {
      const types = query.getAll('type')
      const wants = (type: string) => types.length === 0 || types.includes(type)
      const users = containers.all()
      const usersOf = new Map<string, number>()
      for (const { imageId } of users) usersOf.set(imageId, (usersOf.get(imageId) ?? 0) + 1)
      const shown = images
        .all()
        .filter((one) => one.tags.length + one.digests.length > 0 || images.children(one.id).length === 0)
      const imageRows = shown.map((image) =>
        imageRow(image, apiVersion, sharedSize(images, image), usersOf.get(image.id) ?? 0),
      )
      const volumeRows = volumes.all().map((volume) => ({
        ...volumeBody(volumes, volume),
        UsageData: {
          RefCount: users.filter((one) => one.volumes.includes(volume.name)).length,
          Size: volumes.size(volume.name),
        },
      }))
      const layers = layersSize(images.all())
      const rows = containerRows({ context, parts, store }, apiVersion)
      if (compareApi(apiVersion, '1.52') < 0) {
        answer.json(200, {
          ...(wants('image') && { LayersSize: layers, Images: imageRows }),
          ...(wants('container') && { Containers: rows }),
          ...(wants('volume') && { Volumes: volumeRows }),
          ...(wants('build-cache') && { BuildCache: compareApi(apiVersion, '1.42') < 0 ? null : [] }),
          ...(compareApi(apiVersion, '1.42') < 0 && { BuilderSize: 0 }),
        })
        return
      }
      const verbose = flag(query, 'verbose')
      const used = shown.filter((image) => usersOf.has(image.id))
      const idle = volumeRows.filter((volume) => volume.UsageData.RefCount === 0)
      const usage = (total: number, active: number, size: number, free: number, items: readonly object[]) => ({
        TotalCount: total,
        ActiveCount: active,
        TotalSize: size,
        Reclaimable: free,
        ...(verbose && { Items: items }),
      })
      answer.json(200, {
        ...(wants('image') && {
          ImageUsage: usage(shown.length, used.length, layers, layers - layersSize(used), imageRows),
        }),
        ...(wants('container') && {
          ContainerUsage: usage(
            users.length,
            users.filter((one) => one.running).length,
            users.reduce((sum, one) => sum + one.sizeRw, 0),
            users.reduce((sum, one) => sum + (one.running ? 0 : one.sizeRw), 0),
            rows,
          ),
        }),
        ...(wants('volume') && {
          VolumeUsage: usage(
            volumeRows.length,
            volumeRows.length - idle.length,
            volumeRows.reduce((sum, one) => sum + one.UsageData.Size, 0),
            idle.reduce((sum, one) => sum + one.UsageData.Size, 0),
            volumeRows,
          ),
        }),
        ...(wants('build-cache') && { BuildCacheUsage: usage(0, 0, 0, 0, []) }),
      })
    },
  }
}
