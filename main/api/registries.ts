import type { EngineLinks } from '../engine/link.ts'
import type { Pulls } from '../engine/pulls.ts'
import { readCatalogue, readTags } from '../engine/registry/catalogue.ts'
import { searchHub } from '../engine/registry/search-hub.ts'
import { readTagDetails } from '../engine/registry/tag-details.ts'
import { os } from './implement.ts'

/** The `registries` topic: what can be found to pull, asked for one machine with the logins that its pulls use. */
export function registryCalls({ links, pulls }: { links: EngineLinks; pulls: Pick<Pulls, 'credentials'> }) {
  const { credentials } = pulls
  return os.registries.router({
    search: os.registries.search.handler(({ input, signal }) => searchHub(links.find(input.machine), input, signal)),
    catalogue: os.registries.catalogue.handler(({ input, signal }) =>
      readCatalogue(links.find(input.machine), input.registry, credentials, signal),
    ),
    tags: os.registries.tags.handler(({ input, signal }) =>
      readTags(links.find(input.machine), input.repository, credentials, signal),
    ),
    tagDetails: os.registries.tagDetails.handler(({ input, signal }) =>
      readTagDetails(links.find(input.machine), input.repository, input.tags, credentials, signal),
    ),
  })
}
