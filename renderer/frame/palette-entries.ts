import { parseImageReference } from '../../preload/contract/grammar/image-reference.ts'

/** One line of the palette. */
export interface PaletteEntry {
  id: string
  label: string
  group: string
  /** At the end of the line: a shortcut, a state, an image's size. */
  hint?: string
  /** The palette stays open when it runs. */
  stays?: boolean
  /** Shown whatever is typed, after what matches. */
  always?: boolean
  /** Only shown for a search, not in the first list. */
  searchOnly?: boolean
  run: () => void
}

/** Lines shown at most: more would be scrolled, not read. */
const SHOWN = 60

/** How well a label matches: each word of the search at the start of a word (best), within one, or not at all (null). */
export function rate(label: string, search: readonly string[]): number | null {
  const text = label.toLowerCase()
  let sum = 0
  for (const word of search) {
    const at = text.indexOf(word)
    if (at < 0) return null
    const startsWord = at === 0 || /[\s/:_.-]/.test(text[at - 1] ?? '')
    sum += at === 0 ? 3 : startsWord ? 2 : 1
  }
  return sum
}

/** The image of "pull nginx" or "docker pull nginx"; null for any other text. */
export function pulledReference(text: string): string | null {
  const typed = /^\s*(?:docker\s+(?:image\s+)?)?pull\s+(\S+)\s*$/i.exec(text)?.[1]
  // "pull image" is the command of this name.
  if (typed === undefined || 'images'.startsWith(typed.toLowerCase())) return null
  return parseImageReference(typed).ok ? typed : null
}

/** What the palette lists for a text: best matches first, their groups kept together. */
export function findEntries(entries: readonly PaletteEntry[], text: string): PaletteEntry[] {
  const search = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (search.length === 0) return entries.filter(({ searchOnly }) => !searchOnly).slice(0, SHOWN)
  const rated = entries.flatMap((entry) => {
    if (entry.always) return []
    const score = rate(entry.label, search)
    return score === null ? [] : [{ entry, score }]
  })
  const bestOf = new Map<string, number>()
  for (const { entry, score } of rated) bestOf.set(entry.group, Math.max(bestOf.get(entry.group) ?? 0, score))
  rated.sort(
    (a, b) =>
      (bestOf.get(b.entry.group) ?? 0) - (bestOf.get(a.entry.group) ?? 0) ||
      a.entry.group.localeCompare(b.entry.group) ||
      b.score - a.score ||
      a.entry.label.localeCompare(b.entry.label),
  )
  return [...rated.slice(0, SHOWN).map(({ entry }) => entry), ...entries.filter(({ always }) => always)]
}
