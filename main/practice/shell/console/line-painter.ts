import { cellWidth } from './cell-width.ts'

/** A line as the screen shows it: characters and where the cursor stands among them. */
export interface LineView {
  readonly cells: readonly string[]
  readonly cursor: number
}

interface Position {
  row: number
  column: number
}

/** Where the cell at `index` stands, rows counted from the row where the prompt's last line begins. */
export function positionOf(cells: readonly string[], index: number, start: number, columns: number): Position {
  let row = Math.floor(start / columns)
  let column = start % columns
  for (let at = 0; ; at++) {
    const width = at < cells.length ? cellWidth(cells[at] ?? '') : 1
    if (column + width > columns) {
      row++
      column = 0
    }
    if (at >= index) return { row, column }
    column += width
  }
}

function move(from: Position, to: Position): string {
  let text = ''
  if (to.row < from.row) text += `\u001b[${from.row - to.row}A`
  if (to.row > from.row) text += `\u001b[${to.row - from.row}B`
  if (to.column === from.column) return text
  if (to.column === 0) return `${text}\r`
  if (to.row === from.row && to.column === from.column - 1) return `${text}\b`
  return `${text}\u001b[${to.column + 1}G`
}

/** What a terminal needs to get from one view of a line to another; `start` is the column where the line begins. */
export function repaint(before: LineView, after: LineView, start: number, columns: number): string {
  const place = (view: LineView, index: number) => positionOf(view.cells, index, start, columns)
  let same = 0
  while (same < before.cells.length && same < after.cells.length && before.cells[same] === after.cells[same]) same++
  if (same === before.cells.length && same === after.cells.length) {
    return move(place(before, before.cursor), place(after, after.cursor))
  }
  const from = place(after, same)
  let text = move(place(before, before.cursor), from)
  const lastBefore = place(before, before.cells.length)
  const lastAfter = place(after, after.cells.length)
  if (lastBefore.row > from.row || (same < before.cells.length && lastAfter.row > from.row)) text += '\u001b[J'
  else if (same < before.cells.length && lastAfter.column < lastBefore.column) text += '\u001b[K'
  text += after.cells.slice(same).join('')
  return text + settle(after.cells, same, lastAfter) + move(lastAfter, place(after, after.cursor))
}

/** After the last column was filled the cursor hangs there: one space makes the terminal go to the next row. */
function settle(cells: readonly string[], from: number, last: Position): string {
  return cells.length > from && last.column === 0 ? ' \r' : ''
}

/** The line anew after the width has changed; the terminal is taken to have rewrapped the prompt and the line. */
export function repaintAll(view: LineView, prompt: string, start: number, columns: number): string {
  const at = positionOf(view.cells, view.cursor, start, columns)
  const last = positionOf(view.cells, view.cells.length, start, columns)
  const text = prompt + view.cells.join('')
  const settled = text !== '' && last.column === 0 ? ' \r' : ''
  return `${move(at, { row: 0, column: 0 })}\u001b[J${text}${settled}${move(last, at)}`
}
