import { useRef } from 'react'
import type { GridItem } from './column.ts'

/** A pause after which typing begins anew, as in Windows Explorer's lists. */
const PAUSE_MS = 1000

/**
 * The next row, from the active one on and around, whose name begins with what was typed; -1 when there is none. While a
 * word grows the active row may stay; the same letter again goes on to the next.
 */
export function findTyped<Row extends { id: string }>(
  items: readonly GridItem<Row>[],
  nameOf: (row: Row) => string,
  typed: string,
  active: number,
): number {
  const same = typed.length > 1 && [...typed].every((letter) => letter === typed[0])
  const prefix = same ? typed.slice(0, 1) : typed
  const first = active + (prefix.length === 1 ? 1 : 0)
  for (let step = 0; step < items.length; step++) {
    const index = (Math.max(0, first) + step) % items.length
    const item = items[index]
    if (item?.kind === 'row' && nameOf(item.row).toLowerCase().startsWith(prefix)) return index
  }
  return -1
}

/** Gathers letters typed in quick succession; tells whether the key was one. */
export function useTypeAhead(go: (typed: string) => void): (key: string) => boolean {
  const state = useRef({ text: '', at: 0 })
  return (key) => {
    const { text, at } = state.current
    const now = Date.now()
    const going = text !== '' && now - at < PAUSE_MS
    // A blank selects the row, unless it is part of a name being typed.
    if ([...key].length !== 1 || key === '/' || (key === ' ' && !going)) return false
    state.current = { text: (going ? text : '') + key.toLowerCase(), at: now }
    go(state.current.text)
    return true
  }
}
