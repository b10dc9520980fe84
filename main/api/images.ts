import type { ImageRow } from '../../preload/contract/images.ts'
import { inspectImage, previewRemoval, removeImages, tagImage } from '../engine/images.ts'
import type { EngineLinks } from '../engine/link.ts'
import type { Mirror } from '../engine/mirror.ts'
import type { Pulls } from '../engine/pulls.ts'
import { checkPull } from '../engine/registry/check-pull.ts'
import { readRepositoryTags } from '../engine/registry/repository-tags.ts'
import { os } from './implement.ts'

export interface ImageServices {
  links: EngineLinks
  engines: { images(machine: string): Mirror<ImageRow> }
  pulls: Pulls
}

/** The `images` topic over the engine's images, the registry and the pulls. */
export function imageCalls({ links, engines, pulls }: ImageServices) {
  const { credentials } = pulls
  return os.images.router({
    watch: os.images.watch.handler(({ input, signal }) => engines.images(input.machine).watch(signal)),
    inspect: os.images.inspect.handler(({ input, signal }) =>
      inspectImage(links.find(input.machine), input.image, signal),
    ),
    tag: os.images.tag.handler(({ input, signal }) =>
      tagImage(links.find(input.machine), input.image, input.target, signal),
    ),
    previewRemoval: os.images.previewRemoval.handler(({ input, signal }) =>
      previewRemoval(links.find(input.machine), input.images, signal),
    ),
    remove: os.images.remove.handler(({ input, signal }) =>
      removeImages(links.find(input.machine), input.images, input.force, signal),
    ),
    checkPull: os.images.checkPull.handler(({ input, signal }) =>
      checkPull(links.find(input.machine), input, credentials, signal),
    ),
    repositoryTags: os.images.repositoryTags.handler(({ input, signal }) =>
      readRepositoryTags(links.find(input.machine), input.repository, credentials, signal),
    ),
    pull: os.images.pull.handler(({ input }) => ({ task: pulls.start(links.find(input.machine), input).task })),
  })
}
