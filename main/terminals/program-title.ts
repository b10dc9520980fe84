/** Longest title shown, in characters. */
const LONGEST = 100

/**
 * A title that a program set (OSC 0 or 2), fit to be shown beside others: no control characters, none that change the
 * direction of text or hide (a program could pose as another), white space collapsed, cut to 100 characters.
 */
export function cleanProgramTitle(title: string): string {
  const clean = title
    .replace(/\p{C}/gu, ' ')
    .replace(/[\u2028\u2029\s]+/gu, ' ')
    .trim()
  return [...clean].slice(0, LONGEST).join('')
}
