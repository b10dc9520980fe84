/** Characters shown at either side: with the caret's own they fit a dialog at 200 % zoom. */
const SIDE = 24

/** The part of a text around a place in it, and where the place is in the part. */
export function excerptAround(text: string, at: number): { text: string; at: number } {
  const start = at > SIDE ? at - SIDE : 0
  const end = Math.min(text.length, at + SIDE)
  const before = start > 0 ? '…' : ''
  return { text: `${before}${text.slice(start, end)}${end < text.length ? '…' : ''}`, at: before.length + at - start }
}
