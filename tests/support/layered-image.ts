import { createHash, randomBytes } from 'node:crypto'
import { engineRequest } from './engine-request.ts'
import { makeTar } from './tar.ts'

/** An image of several layers of random bytes (they do not compress), to be pushed and pulled. */
export type LayeredImage = { name: string; layers: number; layerBytes: number }

/** Makes the `docker save` archive of such an image. Each call gives other bytes. */
export async function layeredImageTar({ name, layers, layerBytes }: LayeredImage): Promise<Buffer> {
  const archives = await Promise.all(
    Array.from({ length: layers }, (_, n) => makeTar([{ name: `data-${n}`, content: randomBytes(layerBytes) }])),
  )
  const digests = archives.map((archive) => `sha256:${createHash('sha256').update(archive).digest('hex')}`)
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config: { Cmd: ['/none'] },
    rootfs: { type: 'layers', diff_ids: digests },
    history: digests.map((_, n) => ({ created: '2026-01-01T00:00:00Z', created_by: `layer ${n}` })),
  })
  const configName = `${createHash('sha256').update(config).digest('hex')}.json`
  const manifest = [{ Config: configName, RepoTags: [name], Layers: archives.map((_, n) => `layer-${n}.tar`) }]
  return makeTar([
    { name: configName, content: config },
    ...archives.map((content, n) => ({ name: `layer-${n}.tar`, content })),
    { name: 'manifest.json', content: JSON.stringify(manifest) },
  ])
}

/** Makes such an image and loads it into an engine. */
export async function buildLayeredImage(socketPath: string, image: LayeredImage): Promise<void> {
  const answer = await engineRequest(socketPath, 'POST', '/images/load?quiet=1', await layeredImageTar(image))
  if (answer.status !== 200 || answer.body.includes('"error"')) throw new Error(`load ${image.name}: ${answer.body}`)
}
