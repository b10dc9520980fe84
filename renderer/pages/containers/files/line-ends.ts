/** How the lines of a text end; `mixed` ones are saved as the more frequent of both. */
export interface LineEnds {
  readonly end: '\n' | '\r\n'
  readonly mixed: boolean
}

/** What a text's lines end with. A text of one line, or none, ends as Linux does. */
export function lineEndsOf(text: string): LineEnds {
  const all = text.split('\n').length - 1
  const windows = text.split('\r\n').length - 1
  return { end: windows > all / 2 ? '\r\n' : '\n', mixed: windows > 0 && windows < all }
}

/** The text as an editor has it. */
export function toEditor(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

/** What an editor has, as the file is written. */
export function toFile(text: string, { end }: LineEnds): string {
  return end === '\n' ? text : text.replaceAll('\n', end)
}
