/**
 * How engines before 23.0 word what newer ones say, by the beginning of the newer text; proved beside a real 20.10 in
 * tests/engine/practice-as-the-engine.
 */
const OLDER: readonly (readonly [newer: RegExp, older: string])[] = [
  [/^invalid filter '/, "Invalid filter '"],
  [/^cannot kill container: /, 'Cannot kill container: '],
  [/(^|: )container (?=[0-9a-f]{64} is (not running|paused|restarting))/, '$1Container '],
  [/^invalid restart policy: unknown policy '([^']*)'.*/s, "invalid restart policy '$1'"],
  [/^invalid restart policy: (maximum retry count cannot be negative)/, '$1'],
  [/^unrecognized filter value for health: /, 'Unrecognised filter value for health: '],
]

/** The message of an engine of this major version. */
export function wordsOf(message: string, major: number): string {
  if (major >= 23) return message
  return OLDER.reduce((text, [newer, older]) => text.replace(newer, older), message)
}
