import { pause } from '../../../pause.ts'
import { humanSize } from '../human-size.ts'
import { type EngineAnswer, EngineError, type EngineRequest, type Route } from '../route.ts'
import type { Manifest, RegistryImage } from './catalogue.ts'
import type { ImageServices } from './image-services.ts'
import { importImage } from './import.ts'
import { parseReference, type Reference, referenceText } from './reference.ts'
import { imageFor, lookUp, readAccount, tagsOf } from './registry.ts'
import { short } from './remove.ts'

export type Send = (message: Record<string, unknown>) => Promise<void>

/** POST /images/create: a pull, all tags of a repository, or an import. */
export function pullRoute(services: ImageServices): Route {
  return {
    method: 'POST',
    path: '/images/create',
    async handle(request, answer) {
      if (request.query.get('fromSrc')) return importImage(services, request, answer)
      const from = request.query.get('fromImage') ?? ''
      const tag = request.query.get('tag') ?? ''
      const platform = request.query.get('platform')?.toLowerCase()
      if (platform && !/^windows(\/amd64)?(\/.*)?$/.test(platform)) {
        if (!/^[a-z]+(\/[a-z0-9]+){0,2}$/.test(platform)) {
          throw new EngineError(400, `"${platform}": unknown operating system or architecture: invalid argument`)
        }
        throw new EngineError(400, 'image operating system "linux" cannot be used on this platform')
      }
      const name = tag ? `${from}${tag.startsWith('sha256:') ? '@' : ':'}${tag}` : from
      const reference = parseReference(name)
      const account = readAccount(request.headers['x-registry-auth'])
      // A name without a tag means all of them: `docker pull -a`.
      const wanted =
        reference.tag || reference.digest
          ? [[reference, lookUp(services, reference, account)] as const]
          : [...tagsOf(services, reference, account)].map(
              ([one, manifest]) => [{ ...reference, tag: one }, manifest] as const,
            )
      await pullAll(services, request, answer, wanted)
    },
  }
}

async function pullAll(
  services: ImageServices,
  { signal }: EngineRequest,
  answer: EngineAnswer,
  wanted: readonly (readonly [Reference, Manifest])[],
): Promise<void> {
  const { build } = services.context.host
  // What fails before the first line has a status of its own.
  const [first] = wanted
  if (wanted.length === 1 && first) imageFor(first[1], build)
  const body = answer.stream(200, { 'Content-Type': 'application/json' })
  const send: Send = (message) => body.write(`${JSON.stringify(message)}\r\n`)
  let newer = false
  try {
    for (const [reference, manifest] of wanted) {
      if (signal.aborted) return
      newer = (await pullTag(services, reference, manifest, send, signal)) || newer
    }
    // All tags together have one line.
    if (first) await sayStatus(wanted.length > 1 ? first[0].familiar : nameOf(first[0]), newer, send)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (!signal.aborted) await send({ errorDetail: { message }, error: message })
  } finally {
    body.end()
  }
}

/** Pulls one image and says all that is said of it. */
export async function pullOne(
  services: ImageServices,
  reference: Reference,
  manifest: Manifest,
  send: Send,
  signal: AbortSignal,
): Promise<void> {
  const newer = await pullTag(services, reference, manifest, send, signal)
  if (!signal.aborted) await sayStatus(nameOf(reference), newer, send)
}

function sayStatus(name: string, newer: boolean, send: Send): Promise<void> {
  return send({ status: `Status: ${newer ? 'Downloaded newer image' : 'Image is up to date'} for ${name}` })
}

function nameOf(reference: Reference): string {
  return reference.digest ? `${reference.familiar}@${reference.digest}` : referenceText(reference)
}

async function pullTag(
  services: ImageServices,
  reference: Reference,
  manifest: Manifest,
  send: Send,
  signal: AbortSignal,
): Promise<boolean> {
  const { images, context } = services
  const name = nameOf(reference)
  const label = reference.digest ?? reference.tag ?? 'latest'
  await send({ status: `Pulling from ${reference.path}`, id: label })
  const found = imageFor(manifest, context.host.build)
  const known = images.get(found.image.id)
  if (!known) await pullLayers(services, found, send, signal)
  if (signal.aborted) return false
  const digestName = `${reference.familiar}@${manifest.digest}`
  const image = images.add({ ...found.image, tags: [], digests: [digestName], lastTaggedAt: 0 })
  const newer = !known || (!reference.digest && !image.tags.includes(name))
  if (!reference.digest) images.tag(image, reference)
  await send({ status: `Digest: ${manifest.digest}` })
  context.tell('image', 'pull', name, { name: reference.familiar })
  return newer
}

/** Sends what the engine says of each layer; rejects with the engine's text when the disk is full. */
async function pullLayers(
  services: ImageServices,
  found: RegistryImage,
  send: Send,
  signal: AbortSignal,
): Promise<void> {
  const { images, context, pullTick } = services
  const have = new Set(images.all().flatMap((image) => image.layers.map((layer) => layer.digest)))
  const layers = found.image.layers.map((layer, at) => ({
    ...layer,
    id: short(found.blobs[at]?.digest ?? layer.digest),
    packed: found.blobs[at]?.size ?? layer.size,
  }))
  const wait = () => pause(pullTick + context.faults.slowPull, signal)
  for (const layer of layers) {
    await send({
      status: have.has(layer.digest) ? 'Already exists' : 'Pulling fs layer',
      progressDetail: {},
      id: layer.id,
    })
  }
  const missing = layers.filter((layer) => !have.has(layer.digest))
  for (const layer of missing.slice(3)) await send({ status: 'Waiting', progressDetail: {}, id: layer.id })
  // All layers travel side by side, the small ones arriving first.
  for (let step = 1; step <= steps; step++) {
    for (const layer of missing) {
      const share = Math.min(1, (step / steps) * Math.max(1, (largest(missing) / layer.packed) ** 0.3))
      const before = Math.min(1, ((step - 1) / steps) * Math.max(1, (largest(missing) / layer.packed) ** 0.3))
      if (before >= 1) continue
      await send(progress('Downloading', layer.id, Math.floor(layer.packed * share), layer.packed))
      if (share >= 1) {
        await send({ status: 'Verifying Checksum', progressDetail: {}, id: layer.id })
        await send({ status: 'Download complete', progressDetail: {}, id: layer.id })
      }
    }
    await wait()
    if (signal.aborted) return
  }
  let free = context.host.freeSpace()
  for (const layer of missing) {
    for (let step = 1; step <= steps / 2; step++) {
      const at = Math.floor((layer.packed * step) / (steps / 2))
      await send(progress('Extracting', layer.id, at, layer.packed))
      await wait()
      if (signal.aborted) return
      if (context.faults.diskFull || layer.size > free) {
        const folder = `${context.settings.dataRoot}\\windowsfilter\\${layer.digest.slice(7)}`
        throw new EngineError(
          500,
          `failed to register layer: re-exec error: exit status 1: output: BackupWrite \\\\?\\${folder}\\Files\\Windows\\System32\\config\\SOFTWARE: There is not enough space on the disk.`,
        )
      }
    }
    free -= layer.size
    await send({ status: 'Pull complete', progressDetail: {}, id: layer.id })
  }
}

/** Steps of a download. */
const steps = 12

function largest(layers: readonly { packed: number }[]): number {
  return Math.max(...layers.map((layer) => layer.packed))
}

function progress(status: string, id: string, current: number, total: number) {
  return { status, progressDetail: { current, total }, progress: bar(current, total), id }
}

/** `[===>   ]  12.5MB/120MB`, as the engine draws it [moby pkg/jsonmessage]. */
function bar(current: number, total: number): string {
  const filled = Math.min(50, Math.floor(((current / total) * 100) / 2))
  const line = `[${'='.repeat(filled)}>${' '.repeat(Math.max(0, 50 - filled))}]`
  return `${line} ${humanSize(current).padStart(8)}/${humanSize(total)}`
}
