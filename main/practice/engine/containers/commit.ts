import { applyChanges } from '../images/apply-changes.ts'
import { EngineError, type Route } from '../route.ts'
import type { ImageConfig } from '../state.ts'
import type { ContainerConfig } from './container-config.ts'
import type { ContainerServices } from './services.ts'

/** POST /commit: an image of a container's files. */
export function commitRoute({ store, parts, context }: ContainerServices): Route {
  return {
    method: 'POST',
    path: '/commit',
    async handle(request, answer) {
      const { query } = request
      const container = store.find(query.get('container') ?? '')
      const body = await request.json()
      if (container.running) throw new EngineError(500, 'windows does not support commit of a running container')
      if (context.faults.diskFull) throw new EngineError(500, 'There is not enough space on the disk.')
      const { image, record, files } = container
      const config = imageConfig(
        { ...record.config, ...(body as Partial<ContainerConfig>) },
        record.config,
        image.config,
      )
      applyChanges(config, query)
      const repository = query.get('repo') ?? ''
      const reference = repository ? `${repository}:${query.get('tag') || 'latest'}` : null
      const made = parts.images.commit(
        {
          tags: [],
          digests: [],
          parent: image.id,
          createdAt: context.host.now(),
          author: query.get('author') ?? '',
          comment: query.get('comment') ?? '',
          architecture: 'amd64',
          osVersion: image.osVersion,
          config,
          files: files.tree,
          base: image.base,
        },
        reference,
        files.size(),
      )
      const more = {
        comment: query.get('comment') ?? '',
        imageID: made.id,
        ...(reference !== null && { imageRef: reference }),
      }
      context.tell('container', 'commit', record.id, container.attributes(more))
      answer.json(201, { Id: made.id })
    },
  }
}

function imageConfig(asked: ContainerConfig, own: ContainerConfig, image: ImageConfig): ImageConfig {
  return {
    cmd: asked.Cmd ?? own.Cmd ?? [],
    entrypoint: asked.Entrypoint ?? own.Entrypoint ?? [],
    env: asked.Env ?? own.Env,
    workingDir: asked.WorkingDir || own.WorkingDir,
    user: asked.User || own.User,
    labels: { ...own.Labels, ...asked.Labels },
    exposedPorts: Object.keys(asked.ExposedPorts ?? own.ExposedPorts ?? {}),
    volumes: Object.keys(asked.Volumes ?? own.Volumes ?? {}),
    shell: asked.Shell ?? image.shell,
    ...((asked.Healthcheck ?? own.Healthcheck) && { healthcheck: asked.Healthcheck ?? own.Healthcheck }),
    ...((asked.StopSignal || own.StopSignal) && { stopSignal: asked.StopSignal || own.StopSignal }),
    ...(image.onBuild && { onBuild: image.onBuild }),
  }
}
