/** A text that was changed and not saved, with the file's time (ms) it was read at: a newer file is not overwritten unasked. */
export interface TextDraft {
  text: string
  modified: number
}

/** Where one was in the files of a container. */
interface Place {
  path: string
  /** The file that is open in it. */
  file: string | null
}

/**
 * What another tab or another container takes from the screen is there again when one comes back. Kept in memory only,
 * as the files may hold secrets.
 */
const places = new Map<string, Place>()
const drafts = new Map<string, TextDraft>()

const keyOf = (...parts: string[]): string => JSON.stringify(parts)

export function placeOf(machine: string, container: string): Place | undefined {
  return places.get(keyOf(machine, container))
}

export function keepPlace(machine: string, container: string, place: Place): void {
  places.set(keyOf(machine, container), place)
}

export function textDraftOf(machine: string, container: string, path: string): TextDraft | undefined {
  return drafts.get(keyOf(machine, container, path))
}

/** Null: nothing of it is unsaved any more. */
export function keepTextDraft(machine: string, container: string, path: string, draft: TextDraft | null): void {
  const key = keyOf(machine, container, path)
  if (draft) drafts.set(key, draft)
  else drafts.delete(key)
}
