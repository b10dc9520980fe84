import { columnsOf } from '../../../../preload/contract/grammar/column-width.ts'

/** Columns of one cell: a character with the marks that stand on it. */
export function cellWidth(cell: string): 0 | 1 | 2 {
  return columnsOf(cell.codePointAt(0) ?? 0)
}
