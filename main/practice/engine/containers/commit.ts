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
      for (const change of query.getAll('changes').flatMap((text) => text.split('\n'))) applyChange(config, change)
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

/** One Dockerfile instruction of `--change`; throws an EngineError 400 for one that cannot stand there. */
function applyChange(config: ImageConfig, change: string): void {
  const [, name = '', rest = ''] = /^\s*(\w+)\s+(.*?)\s*$/s.exec(change) ?? []
  switch (name.toUpperCase()) {
    case '':
      return
    case 'CMD':
      config.cmd = command(rest)
      return
    case 'ENTRYPOINT':
      config.entrypoint = command(rest)
      return
    case 'ENV': {
      const [, key = '', value = ''] = /^([^\s=]+)(?:=|\s+)(.*)$/s.exec(rest) ?? []
      config.env = [...config.env.filter((entry) => !entry.startsWith(`${key}=`)), `${key}=${unquote(value)}`]
      return
    }
    case 'LABEL': {
      const [, key = '', value = ''] = /^([^\s=]+)(?:=|\s+)(.*)$/s.exec(rest) ?? []
      config.labels = { ...config.labels, [unquote(key)]: unquote(value) }
      return
    }
    case 'WORKDIR':
      config.workingDir = rest
      return
    case 'USER':
      config.user = rest
      return
    case 'EXPOSE':
      config.exposedPorts = [
        ...config.exposedPorts,
        ...rest.split(/\s+/).map((port) => (port.includes('/') ? port : `${port}/tcp`)),
      ]
      return
    case 'VOLUME':
      config.volumes = [...config.volumes, rest]
      return
    default:
      throw new EngineError(400, `${name.toUpperCase()} is not a valid change command`)
  }
}

function command(text: string): string[] {
  try {
    const parts: unknown = JSON.parse(text)
    if (Array.isArray(parts) && parts.every((part) => typeof part === 'string')) return parts
  } catch {
    // The shell form.
  }
  return ['cmd', '/S', '/C', text]
}

function unquote(text: string): string {
  return text.replace(/^"(.*)"$/s, '$1')
}
