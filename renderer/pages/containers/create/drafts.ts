import type { FormValues } from './form-values.ts'
import type { Step } from './steps.ts'

/** A form that was left before its container was made. Kept in memory only: it may hold secrets. */
export type Draft = { values: FormValues; step: Step }

const drafts = new Map<string, Draft>()

export function draftOf(key: string): Draft | undefined {
  return drafts.get(key)
}

export function keepDraft(key: string, draft: Draft): void {
  drafts.set(key, draft)
}

export function dropDraft(key: string): void {
  drafts.delete(key)
}
