/** Patterns over a whole log would keep the program busy for seconds; characters. */
const start = 4000
const end = 12_000
const piece = 6000
/** No failure's own text is longer. */
const overlap = 1500

/** What is looked at of an error's text: its start and its end. */
export function sampled(text: string): string {
  return text.length <= start + end ? text : `${text.slice(0, start)}\n${text.slice(-end)}`
}

/** The forms of a pasted text that are looked through; a long one, such as a log, piece by piece. */
export function pastedForms(text: string): string[] {
  const forms: string[] = []
  for (let at = 0; at === 0 || at + overlap < text.length; at += piece - overlap) {
    forms.push(...formsOf(text.slice(at, at + piece)))
  }
  return forms
}

/**
 * A text as it is, and as it was before a console, a mail or a word processor changed it: without colours, with plain
 * quotes and blanks, its lines joined again (consoles break them at their width, in the middle of words too).
 */
function formsOf(raw: string): string[] {
  const plain = raw
    .replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '')
    .replace(/[\u2018\u2019\u201a\u201b]/g, "'")
    .replace(/[\u201c\u201d\u201e\u201f\u00ab\u00bb]/g, '"')
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    // PowerShell 7 draws a bar before each line of an error.
    .replace(/^[ \t]*\|[ \t]?/gm, '')
  const forms = [raw, plain.replace(/\s+/g, ' ').trim(), plain.replace(/\r?\n/g, '').replace(/\s+/g, ' ').trim()]
  return forms.filter((form, index) => forms.indexOf(form) === index)
}
