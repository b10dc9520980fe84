import { familiarName, parseImageReference } from '../../../../preload/contract/grammar/image-reference.ts'
import type { ImageRow } from '../../../../preload/contract/images.ts'

/** The repository that a text names within a registry, as it is pulled; null when it names none. */
export function repositoryIn(registry: string, text: string): string | null {
  if (text === '') return null
  const parsed = parseImageReference(text.startsWith(`${registry}/`) ? text : `${registry}/${text}`)
  if (!parsed.ok || parsed.value.registry !== registry) return null
  return familiarName(registry, parsed.value.repository)
}

/** What is pasted may be an address of a page: the host is what counts. */
export function hostIn(text: string): string {
  return text
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/.*$/, '')
}

/** The registries that images of the engine come from, without those that have a tab of their own. */
export function registriesOf(rows: readonly Pick<ImageRow, 'tags' | 'digests'>[]): string[] {
  const hosts = rows.flatMap(({ tags, digests }) =>
    [...tags, ...digests].flatMap((name) => {
      const parsed = parseImageReference(name)
      return parsed.ok ? [parsed.value.registry] : []
    }),
  )
  return [...new Set(hosts)].filter((host) => host !== 'docker.io' && host !== 'mcr.microsoft.com').sort()
}
