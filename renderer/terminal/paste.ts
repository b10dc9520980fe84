/** What would be sent, and whether the person should see it first. */
export interface PreparedPaste {
  text: string
  lines: string[]
  /** More than one line, or a line end at the end: a shell would run it at once. */
  runsAtOnce: boolean
}

/**
 * Cleans what comes from the clipboard: escape and other control characters could end a bracketed paste and type
 * commands (the "paste jacking" of CVE-2021-31701's kind); tabs and line ends stay.
 */
export function preparePaste(clipboard: string): PreparedPaste {
  const text = clipboard.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '')
  const lines = text.split(/\r\n|\r|\n/)
  return { text, lines, runsAtOnce: lines.length > 1 }
}

/** The first lines for the warning, each cut so that the dialog stays small. */
export function pastePreview(lines: readonly string[], most = 12): { text: string; more: number } {
  const shown = lines.slice(0, most).map((line) => (line.length > 200 ? `${line.slice(0, 200)}…` : line))
  return { text: shown.join('\n'), more: Math.max(0, lines.length - most) }
}
