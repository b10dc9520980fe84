import { z } from 'zod'
import type { HubResult } from '../../../preload/contract/registries.ts'
import { callEngine } from '../call.ts'
import type { EngineLink } from '../link.ts'

/** The most that the engine asks Docker Hub for (moby daemon/search: "outside the range of [1, 100]"). */
const MOST_HUB_RESULTS = 100

const resultsSchema = z.array(
  z.object({
    name: z.string(),
    description: z.string().nullish(),
    star_count: z.number().nullish(),
    is_official: z.boolean().nullish(),
  }),
)

/**
 * I3: what `docker search` answers for a term: Docker Hub only, whatever registry the term names. It comes through the
 * engine, so it is the engine's host that must reach Docker Hub.
 */
export async function searchHub(
  link: EngineLink,
  { term, official }: { term: string; official: boolean },
  signal?: AbortSignal,
): Promise<HubResult[]> {
  const answer = await callEngine<unknown>(link, {
    method: 'GET',
    path: '/images/search',
    query: { term, limit: MOST_HUB_RESULTS, filters: official ? { 'is-official': ['true'] } : undefined },
    ...(signal && { signal }),
  })
  return resultsSchema.parse(answer ?? []).map((found) => ({
    name: found.name,
    description: (found.description ?? '').replace(/\s+/g, ' ').trim(),
    stars: found.star_count ?? 0,
    official: found.is_official ?? false,
  }))
}
