import { EngineError, type Route } from '../route.ts'
import { compareApi } from '../server/api-range.ts'
import { flag, labelFits, readFilters } from '../server/query.ts'
import type { ContainerUse, EngineContext } from '../state.ts'
import type { Volume, Volumes } from './volume-store.ts'

/** Every verb of volumes but those of clusters. */
export function volumeRoutes(volumes: Volumes, containers: ContainerUse, context: EngineContext): Route[] {
  return [
    {
      method: 'GET',
      path: '/volumes',
      async handle(request, answer) {
        const filters = readFilters(request.query, ['dangling', 'driver', 'label', 'name'])
        const dangling = filters.get('dangling').filter((each) => !['true', 'false', '1', '0'].includes(each))
        if (dangling.length > 0) throw new EngineError(400, `invalid filter 'dangling=[${dangling.join(' ')}]'`)
        const rows = volumes
          .all()
          .filter(
            (volume) =>
              filters.any('name', (name) => volume.name.includes(name)) &&
              filters.any('driver', (driver) => driver === 'local') &&
              filters.any(
                'dangling',
                (dangling) => ['true', '1'].includes(dangling) === (usersOf(volume).length === 0),
              ) &&
              filters.every('label', (label) => labelFits(volume.labels, label)),
          )
        answer.json(200, { Volumes: rows.map((volume) => volumeBody(volumes, volume)), Warnings: null })
      },
    },
    {
      method: 'GET',
      path: '/volumes/{name}',
      async handle(request, answer) {
        answer.json(200, volumeBody(volumes, volumes.find(request.params.name ?? '')))
      },
    },
    {
      method: 'POST',
      path: '/volumes/create',
      async handle(request, answer) {
        const body = await request.json()
        if (body.ClusterVolumeSpec) throw new EngineError(503, 'cluster volumes are not supported')
        const volume = volumes.create({
          name: String(body.Name ?? ''),
          driver: String(body.Driver ?? ''),
          labels: textsOf(body.Labels),
          options: textsOf(body.DriverOpts),
        })
        answer.json(201, volumeBody(volumes, volume))
      },
    },
    {
      method: 'DELETE',
      path: '/volumes/{name}',
      async handle(request, answer) {
        const { name = '' } = request.params
        let volume: Volume
        try {
          volume = volumes.find(name)
        } catch (error) {
          if (!flag(request.query, 'force')) throw error
          return answer.empty(204)
        }
        const users = usersOf(volume)
        if (users.length > 0) {
          throw new EngineError(409, `remove ${name}: volume is in use - [${users.map(({ id }) => id).join(', ')}]`)
        }
        volumes.delete(volume)
        answer.empty(204)
      },
    },
    {
      method: 'POST',
      path: '/volumes/prune',
      async handle(request, answer) {
        const filters = readFilters(request.query, ['all', 'label', 'label!'])
        // Since API 1.42 named volumes are spared unless all are meant.
        const all =
          compareApi(request.apiVersion, '1.42') < 0 || filters.get('all').some((one) => ['true', '1'].includes(one))
        const gone = volumes
          .all()
          .filter(
            (volume) =>
              usersOf(volume).length === 0 &&
              (all || /^[0-9a-f]{64}$/.test(volume.name)) &&
              filters.every('label', (label) => labelFits(volume.labels, label)) &&
              !filters.get('label!').some((label) => labelFits(volume.labels, label)),
          )
        let freed = 0
        for (const volume of gone) {
          freed += volumes.size(volume.name)
          volumes.delete(volume)
        }
        context.tell('volume', 'prune', '', { reclaimed: String(freed) })
        answer.json(200, { VolumesDeleted: gone.map(({ name }) => name), SpaceReclaimed: freed })
      },
    },
  ]

  function usersOf(volume: Volume) {
    return containers.all().filter((container) => container.volumes.includes(volume.name))
  }
}

/** As inspect has it, and `/system/df` with what is used. */
export function volumeBody(volumes: Volumes, volume: Volume) {
  return {
    CreatedAt: new Date(volume.createdAt).toISOString().replace(/\.\d+Z$/, 'Z'),
    Driver: 'local',
    Labels: Object.keys(volume.labels).length ? volume.labels : null,
    Mountpoint: volumes.mountpoint(volume.name),
    Name: volume.name,
    Options: volume.options && Object.keys(volume.options).length ? volume.options : null,
    Scope: 'local',
  }
}

function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, String(one)]))
}
