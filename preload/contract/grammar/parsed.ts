/** Why a text is not of its grammar: one sentence, and the offset (UTF-16 units) where reading stopped. */
export type Problem = { message: string; at: number }

/** What a grammar makes of a text: its value, or the problem. Grammars never throw. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; problem: Problem }

/** A text that was understood. */
export function understood<T>(value: T): Parsed<T> {
  return { ok: true, value }
}

/** A text that was not understood; `at` is the offset to put the caret at. */
export function refused(message: string, at = 0): { ok: false; problem: Problem } {
  return { ok: false, problem: { message, at } }
}

/** The system inside the containers of an engine (`OSType` of its info). */
export type EngineOs = 'linux' | 'windows'
