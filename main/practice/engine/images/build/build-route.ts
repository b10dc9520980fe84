import type { ContainerParts } from '../../containers/parts.ts'
import { readArchive } from '../../file-tree-tar.ts'
import { EngineError, type Route } from '../../route.ts'
import { flag, readFilters } from '../../server/query.ts'
import { layersSize } from '../change.ts'
import type { ImageServices } from '../image-services.ts'
import { parseReference, referenceText } from '../reference.ts'
import { removeImage, short } from '../remove.ts'
import { unzipped } from '../unzip.ts'
import { Builder, CommandFailed } from './builder.ts'
import { type Dockerfile, parseDockerfile } from './dockerfile.ts'

/** POST /build with the classic builder, and /build/prune. */
export function buildRoutes(services: ImageServices, parts: ContainerParts): Route[] {
  const { images, context } = services
  return [
    {
      method: 'POST',
      path: '/build',
      async handle(request, answer) {
        const { query, signal } = request
        if (query.get('version') === '2')
          throw new EngineError(501, 'the practice engine builds with the classic builder only')
        if (query.get('remote')) throw new EngineError(501, 'the practice engine builds only what is sent to it')
        const tags = query
          .getAll('t')
          .filter((tag) => tag !== '')
          .map(parseReference)
        const args = textsOf(query.get('buildargs'))
        const labels = Object.entries(textsOf(query.get('labels')))
        const name = query.get('dockerfile') || 'Dockerfile'
        const entries = await readArchive(await unzipped(request.stream))
        const wanted = name
          .replaceAll('\\', '/')
          .replace(/^(\.?\/)+/, '')
          .toLowerCase()
        const file = entries.find((entry) => entry.kind === 'file' && entry.name.toLowerCase() === wanted)
        if (!file) throw new EngineError(500, `Cannot locate specified Dockerfile: ${name}`)
        const dockerfile = withLabels(parseDockerfile(new TextDecoder().decode(file.bytes), name), labels)
        const first = dockerfile.instructions.find((one) => one.name !== 'ARG')
        if (first?.name !== 'FROM') throw new EngineError(400, 'no build stage in current context')
        const body = answer.stream(200, { 'Content-Type': 'application/json' })
        const write = (message: object) => body.write(`${JSON.stringify(message)}\r\n`)
        const quiet = flag(query, 'q')
        try {
          const image = await new Builder(services, parts, {
            dockerfile,
            context: entries,
            args,
            target: query.get('target') ?? '',
            noCache: flag(query, 'nocache'),
            pull: flag(query, 'pull'),
            isolation: query.get('isolation') ?? '',
            account: null,
            signal,
            send: async (message) => {
              if (!quiet) await write(message)
            },
          }).build()
          await write({ aux: { ID: image.id } })
          if (quiet) await write({ stream: `${image.id}\n` })
          else await write({ stream: `Successfully built ${short(image.id)}\n` })
          for (const tag of tags) {
            images.tag(image, tag)
            context.tell('image', 'tag', image.id, { name: referenceText(tag) })
            if (!quiet) await write({ stream: `Successfully tagged ${referenceText(tag)}\n` })
          }
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error)
          const code = error instanceof CommandFailed ? { code: error.code } : {}
          if (!signal.aborted) await write({ errorDetail: { ...code, message }, error: message })
        } finally {
          body.end()
        }
      },
    },
    {
      method: 'POST',
      path: '/build/prune',
      async handle(request, answer) {
        readFilters(request.query, [
          'until',
          'id',
          'parent',
          'type',
          'description',
          'inuse',
          'shared',
          'private',
          'unused-for',
        ])
        const before = layersSize(images.all())
        const deleted: string[] = []
        // What the classic builder keeps are nameless images; those of no use to another go.
        for (const image of images.all()) {
          const nameless = image.tags.length + image.digests.length === 0 && image.madeBy.length > 0
          if (!nameless || images.children(image.id).length > 0 || services.containers.using(image.id).length > 0)
            continue
          for (const one of removeImage(services, image.id, false, true))
            if ('Deleted' in one) deleted.push(one.Deleted)
        }
        const freed = before - layersSize(images.all())
        context.tell('builder', 'prune', '', { reclaimed: String(freed) })
        answer.json(200, { CachesDeleted: deleted.length ? deleted : null, SpaceReclaimed: freed })
      },
    },
  ]
}

/** Labels of `--label` are a last instruction. */
function withLabels(dockerfile: Dockerfile, labels: readonly [string, string][]): Dockerfile {
  if (labels.length === 0) return dockerfile
  const rest = labels.map(([key, value]) => `${JSON.stringify(key).slice(1, -1)}=${JSON.stringify(value)}`).join(' ')
  const last = { name: 'LABEL', line: 0, flags: {}, rest, json: null }
  return { ...dockerfile, instructions: [...dockerfile.instructions, last] }
}

function textsOf(json: string | null): Record<string, string> {
  if (!json) return {}
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value !== 'object' || value === null) return {}
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, one]) => (typeof one === 'string' ? [[key, one]] : [])),
    )
  } catch {
    throw new EngineError(400, 'error reading build args: invalid JSON')
  }
}
