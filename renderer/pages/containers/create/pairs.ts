import type { PairRow } from './form-values.ts'

/**
 * Reads NAME=VALUE lines as `docker run --env-file` does: blank lines and those that begin with # are passed over, quotes
 * are kept, blanks at the end of a value too. `refused` are the lines without a name and a sign of equality.
 */
export function readPairs(text: string): { rows: PairRow[]; refused: string[] } {
  const rows: PairRow[] = []
  const refused: string[] = []
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const start = line.trimStart()
    if (start === '' || start.startsWith('#')) continue
    const equals = start.indexOf('=')
    const name = start.slice(0, Math.max(equals, 0))
    if (name === '' || /\s/.test(name)) refused.push(line)
    else rows.push({ name, value: start.slice(equals + 1) })
  }
  return { rows, refused }
}

/** Adds rows; a name that is there already takes the new value, in its place. */
export function mergePairs(present: readonly PairRow[], added: readonly PairRow[]): PairRow[] {
  const merged = present.filter((row) => row.name !== '' || row.value !== '').map((row) => ({ ...row }))
  for (const row of added) {
    const known = merged.find(({ name }) => name === row.name)
    if (known) known.value = row.value
    else merged.push({ ...row })
  }
  return merged
}
