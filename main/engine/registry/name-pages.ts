import { z } from 'zod'
import { SlipwayError } from '../../../preload/contract/explained.ts'
import type { NamesPage } from '../../../preload/contract/registries.ts'
import type { LimitedAnswer } from './fetch-limited.ts'
import type { RegistryClient } from './registry-client.ts'
import { notARegistry, registryJson } from './registry-failures.ts'

/** Names asked for at a time: what distribution's registry allows at most (catalog.maxentries). */
const pageLength = 1000
/** Most bytes of one page; Microsoft's registry tells its whole catalogue in one, some 300 kB. */
const pageLimit = 8 * 1024 * 1024

/** Null stands for none (distribution answers it for a repository whose tags were all deleted). */
const listSchema = z.array(z.string()).nullable()
const pageSchemas = {
  repositories: z.object({ repositories: listSchema }).transform((page) => page.repositories ?? []),
  tags: z.object({ tags: listSchema }).transform((page) => page.tags ?? []),
}

/** What a registry may call its repositories and tags (distribution-spec, "Pulling manifests"). */
const names = {
  repositories: /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/,
  tags: /^\w[\w.-]{0,127}$/,
}
/** Longest name of a repository with its registry (distribution/reference). */
const longestName = 255

/**
 * The pages of `/v2/_catalog` or `/v2/NAME/tags/list`, each as it comes, at most `most` names in all. A name that comes
 * twice is told once, and one that nobody could pull not at all.
 */
export async function* readNames(client: RegistryClient, path: string, most: number): AsyncGenerator<NamesPage> {
  const seenPages = new Set<string>()
  const seen = new Set<string>()
  const kind = path.endsWith('/tags/list') ? 'tags' : 'repositories'
  let next: string | null = `${path}?n=${pageLength}`
  while (next !== null && !seenPages.has(next)) {
    seenPages.add(next)
    const answer = await getPage(client, next, path)
    const page = pageSchemas[kind].safeParse(registryJson(answer.text))
    if (!page.success) throw notARegistry(answer.text)
    const listed = page.data.filter((name) => name.length <= longestName && names[kind].test(name))
    const fresh: string[] = []
    for (const name of listed) {
      if (seen.has(name)) continue
      if (seen.size === most) break
      seen.add(name)
      fresh.push(name)
    }
    next = nextPage(answer.headers.get('link'), answer.url)
    const whole = next === null || seenPages.has(next)
    const cut = seen.size === most && (!whole || listed.some((name) => !seen.has(name)))
    if (cut) next = null
    yield { names: fresh, last: whole || cut, cut }
  }
}

/** A page; a registry that refuses the length that was asked for is asked without one, and takes its own. */
async function getPage(client: RegistryClient, page: string, path: string): Promise<LimitedAnswer> {
  try {
    return await client.get(page, { limit: pageLimit })
  } catch (error) {
    const refused = error instanceof SlipwayError && /^400 /.test(error.explained.detail)
    if (!refused || page !== `${path}?n=${pageLength}`) throw error
    return client.get(path, { limit: pageLimit })
  }
}

/** The path of `<…>; rel="next"` (RFC 8288), when it stays at the same registry; null at the end. */
export function nextPage(link: string | null, from: string): string | null {
  const target = /<([^>]*)>\s*;[^,]*rel="?next"?/i.exec(link ?? '')?.[1]
  if (!target) return null
  const base = new URL(from)
  const next = new URL(target, base)
  return next.host === base.host ? `${next.pathname}${next.search}` : null
}

/** As people count: `1.9` before `1.10`. */
export const byName = new Intl.Collator('en', { numeric: true }).compare
