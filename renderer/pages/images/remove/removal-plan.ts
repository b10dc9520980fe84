import type { ImageRemoval, ImageRow, RemovalResult } from '../../../../preload/contract/images.ts'
import { removalStrings as words } from '../../../strings/images.ts'
import { imageName, shortId } from '../names.ts'

/** What the person chose to remove. */
export type RemovalScope = { kind: 'tags'; tags: readonly string[] } | { kind: 'images' }

/**
 * What is asked of the engine: the chosen tags; or each image, by its only tag where it has just one (which says more
 * in a command line than digits do), else by id.
 */
export function removalTargets(rows: readonly ImageRow[], scope: RemovalScope): string[] {
  if (scope.kind === 'tags') return [...scope.tags]
  return rows.map((row) => (row.tags.length === 1 && row.tags[0] ? row.tags[0] : row.id))
}

/** A target as the command line shows it. */
export function shownTarget(target: string): string {
  return target.startsWith('sha256:') ? shortId(target) : target
}

/** What a target is called for people. */
export function targetName(target: string, rows: readonly ImageRow[]): string {
  const row = rows.find(({ id }) => id === target)
  return row ? imageName(row) : target
}

/** Whether the engine would carry this one out. */
export function goes({ conflict, forceHelps, untags, deletes }: ImageRemoval, force: boolean): boolean {
  if (conflict !== null && !(force && forceHelps)) return false
  return deletes || untags.length > 0
}

/** Bytes that go with those that are carried out. */
export function freedBytes(preview: readonly ImageRemoval[], force: boolean): number {
  return preview.reduce((sum, each) => sum + (goes(each, force) && each.deletes ? each.frees : 0), 0)
}

/** One line for the table of several: what happens to it. */
export function outcomeWord(removal: ImageRemoval, force: boolean): string {
  if (goes(removal, force)) return removal.deletes ? words.willGo : words.willUntag
  if (!removal.conflict) return words.nothing
  const users = removal.usedBy.map(({ name }) => name).join(', ')
  return `${words.refused}: ${words.refusedWhy[removal.conflict]}${users && ` (${users})`}`
}

/** One line for the toast after all went well. */
export function resultWord(results: readonly RemovalResult[]): string {
  const images = results.filter(({ deleted }) => deleted.length > 0).length
  if (images > 0) return words.doneTitle(images)
  return words.untaggedTitle(results.reduce((sum, { untagged }) => sum + untagged.length, 0))
}
