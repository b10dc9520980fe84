import { MemoryFileTree } from '../file-tree-memory.ts'
import { putEntries, readArchive } from '../file-tree-tar.ts'
import { type EngineAnswer, EngineError, type EngineRequest } from '../route.ts'
import { applyChanges } from './apply-changes.ts'
import { emptyConfig } from './image-config.ts'
import type { ImageServices } from './image-services.ts'
import { layerSize } from './image-store.ts'
import { parseReference, referenceText } from './reference.ts'
import { unzipped } from './unzip.ts'

/** An image of one layer from an archive of files (`docker import -`). Only from the request's own body. */
export async function importImage(
  { images, context }: ImageServices,
  request: EngineRequest,
  answer: EngineAnswer,
): Promise<void> {
  const { query } = request
  if (query.get('fromSrc') !== '-') throw new EngineError(500, 'the practice engine imports only what is sent to it')
  if (context.faults.diskFull) throw new EngineError(500, 'There is not enough space on the disk.')
  const repository = query.get('repo') ?? ''
  const tag = query.get('tag') ?? ''
  const reference = repository ? parseReference(tag ? `${repository}:${tag}` : repository) : null
  const entries = await readArchive(await unzipped(request.stream))
  const files = new MemoryFileTree(() => context.host.now())
  putEntries(files, 'C:\\', entries)
  const config = emptyConfig()
  applyChanges(config, query)
  const image = images.make(
    {
      tags: [],
      digests: [],
      parent: '',
      createdAt: context.host.now(),
      author: '',
      comment: query.get('message') || 'Imported from -',
      architecture: 'amd64',
      osVersion: `10.0.${context.host.build}.${context.host.revision}`,
      config,
      files,
      base: null,
    },
    reference && referenceText(reference),
    { size: layerSize(null, files), createdBy: '', madeBy: [] },
  )
  context.tell('image', 'import', image.id, { name: image.id })
  const body = answer.stream(200, { 'Content-Type': 'application/json' })
  await body.write(`${JSON.stringify({ status: image.id })}\r\n`)
  body.end()
}
