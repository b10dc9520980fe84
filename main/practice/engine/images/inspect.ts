import { goTime } from '../containers/container-record.ts'
import { EngineError, type Route } from '../route.ts'
import { compareApi, engineMajor } from '../server/api-range.ts'
import { wireConfig } from './image-config.ts'
import type { ImageServices } from './image-services.ts'
import type { StoredImage } from './image-store.ts'

/** GET /images/{name}/json and /images/{name}/history */
export function inspectRoutes({ images, context }: ImageServices): Route[] {
  return [
    {
      method: 'GET',
      path: '/images/{name...}/json',
      async handle(request, answer) {
        const { name = '' } = request.params
        let image: StoredImage
        try {
          image = images.find(name)
        } catch (error) {
          // 20.10 says the same twice.
          if (!(error instanceof EngineError) || error.status !== 404 || engineMajor(context.settings.version) >= 23)
            throw error
          throw new EngineError(404, `no such image: ${name}: ${error.message}`)
        }
        answer.json(200, imageBody(image, request.apiVersion, context.settings))
      },
    },
    {
      method: 'GET',
      path: '/images/{name...}/history',
      async handle(request, answer) {
        const image = images.find(request.params.name ?? '')
        answer.json(
          200,
          historyOf(image, (id) => images.get(id)),
        )
      },
    },
  ]
}

function imageBody(image: StoredImage, api: string, settings: { dataRoot: string; version: string }) {
  const config = wireConfig(image.config)
  const last = image.layers.at(-1)?.digest.replace('sha256:', '') ?? ''
  const older = compareApi(api, '1.45') < 0
  // 1.50 took out of the configuration what is a container's, 1.52 what the classic builder alone knows.
  const shown = compareApi(api, '1.50') < 0 ? config : imageOnly(config)
  const classic = compareApi(api, '1.52') < 0
  return {
    Id: image.id,
    RepoTags: image.tags,
    RepoDigests: image.digests,
    ...(classic && { Parent: image.parent }),
    Comment: image.comment,
    Created: goTime(image.createdAt),
    ...(older && { Container: '', ContainerConfig: { ...config, Cmd: image.madeBy.length ? image.madeBy : null } }),
    ...(classic && { DockerVersion: image.parent ? settings.version : '' }),
    Author: image.author,
    Config: shown,
    Architecture: image.architecture,
    Os: 'windows',
    OsVersion: image.osVersion,
    Size: image.size,
    ...(compareApi(api, '1.44') < 0 && { VirtualSize: image.size }),
    GraphDriver: {
      Data: { dir: `${settings.dataRoot}\\windowsfilter\\${last}` },
      Name: 'windowsfilter',
    },
    RootFS: { Type: 'layers', Layers: image.layers.map((layer) => layer.digest) },
    Metadata: { LastTagTime: goTime(image.lastTaggedAt) },
  }
}

function imageOnly(config: ReturnType<typeof wireConfig>) {
  const { Hostname, Domainname, AttachStdin, AttachStdout, AttachStderr, Tty, OpenStdin, StdinOnce, Image, ...rest } =
    config
  return rest
}

function historyOf(image: StoredImage, get: (id: string) => StoredImage | undefined) {
  let at: StoredImage | undefined = image
  return [...image.history].reverse().map((step) => {
    const owner: StoredImage | undefined = at
    // Only the images made here are known; what came with a base is `<missing>`.
    at = owner?.parent ? get(owner.parent) : undefined
    return {
      Comment: step.comment,
      Created: Math.floor(step.createdAt / 1000),
      CreatedBy: step.createdBy,
      Id: owner?.id ?? '<missing>',
      Size: step.size,
      Tags: owner?.tags.length ? owner.tags : null,
    }
  })
}
