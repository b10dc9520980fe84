/**
 * What is not plain text, a line's end or a text style: another escape sequence, a character set's shift, or a
 * C1 control (which xterm.js takes in its UTF-8 form too). Read as latin1, so that a character is a byte.
 */
const MORE_THAN_LINES = /\x1b(?!\[[\d;:]*m)|[\x0e\x0f]|\xc2[\x80-\x9f]/
const STYLES = /\x1b\[[\d;:]*m/g
const RESETS = /\x1b\[0?m/g

/**
 * Splits output of a flood into what leaves nothing but its text style, since it is plain lines and `lines` more plain
 * lines follow it, and the rest. Null where there is nothing such, or a line ends without a carriage return there.
 * Right only for a terminal that is in no sequence, on its normal screen and without margins.
 */
export function scrolledPast(bytes: Buffer, lines: number): { styles: string; rest: Buffer } | null {
  const text = bytes.toString('latin1')
  const more = text.search(MORE_THAN_LINES)
  let cut = more === -1 ? bytes.length : more
  for (let left = lines + 1; left > 0; left--) {
    cut = cut > 0 ? bytes.lastIndexOf(0x0a, cut - 1) : -1
    if (cut === -1) return null
  }
  if (bytes[cut - 1] !== 0x0d) return null
  const past = text.slice(0, cut)
  let reset = 0
  for (const { index } of past.matchAll(RESETS)) reset = index
  return { styles: (past.slice(reset).match(STYLES) ?? []).join(''), rest: bytes.subarray(cut + 1) }
}
