import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnsOf } from '../../../../preload/contract/grammar/column-width.ts'
import { PLAIN, parseAnsi } from '../../../../renderer/pages/containers/logs/ansi.ts'
import { ColumnMap, makeVisible } from '../../../../renderer/pages/containers/logs/columns.ts'
import { LogLayout } from '../../../../renderer/pages/containers/logs/log-layout.ts'
import { LogSearch, queryExpression } from '../../../../renderer/pages/containers/logs/log-search.ts'
import { copyText, rangeOf, wholeRange, wordAt } from '../../../../renderer/pages/containers/logs/log-selection.ts'
import { LogStore } from '../../../../renderer/pages/containers/logs/log-store.ts'

function storeOf(lines: string[]): LogStore {
  const store = new LogStore()
  store.append(lines.map((line) => ({ stream: 1, partial: false, bytes: new TextEncoder().encode(line) })))
  return store
}

describe('K4: ANSI colours of a log', () => {
  it('K4: SGR becomes runs, other sequences go', () => {
    const read = parseAnsi('\u001b[2K\u001b[1;32mok\u001b[0m done \u001b[38;5;208mo\u001b[48;2;1;2;3mb\u001b[m', PLAIN)
    expect(read.text).toBe('ok done ob')
    expect(read.runs.map(({ start, end, style }) => [start, end, style.foreground, style.background])).toEqual([
      [0, 2, 2, null],
      [8, 9, 208, null],
      [9, 10, 208, '#010203'],
    ])
    expect(read.runs[0]?.style.bold).toBe(true)
    expect(read.end).toBe(PLAIN)
  })

  it('K4: a link or title sequence is dropped whole, a cut one too', () => {
    expect(parseAnsi('a\u001b]8;;file://\\\\host\u0007b\u001b]8;;\u001b\\c', PLAIN).text).toBe('abc')
    expect(parseAnsi('a\u001b]0;title', PLAIN).text).toBe('a')
    expect(parseAnsi('a\u001b[31', PLAIN).text).toBe('a')
  })

  it('K4: nothing of any input is lost but the sequences', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const without = text.replaceAll('\u001b', '')
        expect(parseAnsi(without, PLAIN).text).toBe(without)
      }),
    )
  })

  it('K4: tabs keep their columns and control characters are seen', () => {
    expect(makeVisible('a\tb')).toBe('a       b')
    expect(makeVisible('x\u0000\u0007\u007f')).toBe('x\u2400\u2407\u2421')
  })
})

describe('K4: the grid', () => {
  it('K4: columns and offsets are each other’s inverse on any text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'é', '漢', '🚢', 'e\u0301', ' ')), (parts) => {
        const text = parts.join('').repeat(20)
        const map = new ColumnMap(text)
        let column = 0
        for (let offset = 0; offset < text.length; ) {
          const code = text.codePointAt(offset) ?? 0
          expect(map.columnAt(offset)).toBe(column)
          if (columnsOf(code) > 0) expect(map.offsetAt(column)).toBeLessThanOrEqual(offset)
          column += columnsOf(code)
          offset += code > 0xffff ? 2 : 1
        }
        expect(map.columns).toBe(column)
      }),
      { numRuns: 50 },
    )
  })

  it('K4: rows and places agree with wrap, over many chunks', () => {
    const lines = Array.from({ length: 40_000 }, (_, index) => 'z'.repeat(index % 250))
    const layout = new LogLayout(storeOf(lines), 80)
    let row = 0
    for (let line = 0; line < lines.length; line++) {
      if (line % 997 === 0) {
        expect(layout.rowOf(line)).toBe(row)
        expect(layout.placeOf(row)).toEqual({ line, part: 0 })
      }
      row += Math.max(1, Math.ceil((lines[line]?.length ?? 0) / 80))
    }
    expect(layout.rows).toBe(row)
    expect(new LogLayout(storeOf(lines), null).rows).toBe(40_000)
  })

  it('K4: a million lines are laid out again in far less than a second', () => {
    const store = new LogStore()
    const one = { stream: 1 as const, partial: false, bytes: new TextEncoder().encode('w'.repeat(120)) }
    const batch = Array.from({ length: 10_000 }, () => one)
    for (let count = 0; count < 100; count++) store.append(batch)
    const before = performance.now()
    const layout = new LogLayout(store, 100)
    expect(layout.rows).toBe(2_000_000)
    expect(layout.placeOf(1_999_999)).toEqual({ line: 999_999, part: 1 })
    expect(performance.now() - before).toBeLessThan(500)
  })
})

describe('K4: search over all lines', () => {
  const find = (lines: string[], text: string, options = {}) => {
    const expression = queryExpression({ text, caseSensitive: false, regex: false, wholeWord: false, ...options })
    if (!expression) return null
    const search = new LogSearch(storeOf(lines), expression)
    search.work(Number.POSITIVE_INFINITY)
    return search
  }

  it('K4: counts each place, by case, word and expression', () => {
    const lines = ['Error error', 'errors', 'none', '\u001b[31merr\u001b[0mor 漢']
    expect(find(lines, 'error')?.count).toBe(4)
    expect(find(lines, 'error', { caseSensitive: true })?.count).toBe(3)
    expect(find(lines, 'error', { wholeWord: true })?.count).toBe(3)
    expect(find(lines, 'err..s', { regex: true })?.match(0)).toEqual({ line: 1, start: 0, end: 6 })
    expect(find(lines, '(', { regex: true })).toBeNull()
    expect(find(lines, 'a.c')?.count).toBe(0)
  })

  it('K4: goes on with lines that come later and stops at its deadline', () => {
    const store = storeOf(Array.from({ length: 10_000 }, () => 'needle'))
    const expression = queryExpression({ text: 'needle', caseSensitive: true, regex: false, wholeWord: false })
    if (!expression) throw new Error('no expression')
    const search = new LogSearch(store, expression)
    search.work(0)
    expect(search.count).toBe(64)
    search.work(Number.POSITIVE_INFINITY)
    expect(search.count).toBe(10_000)
    store.append([{ stream: 1, partial: false, bytes: new TextEncoder().encode('a needle') }])
    expect(search.done).toBe(false)
    search.work(Number.POSITIVE_INFINITY)
    expect(search.match(10_000)).toEqual({ line: 10_000, start: 2, end: 8 })
    expect(search.indexFrom(500)).toBe(500)
    expect(search.inLine(7)).toEqual([{ line: 7, start: 0, end: 6, index: 7 }])
  })
})

describe('K4: selection and copy', () => {
  it('K4: the whole chosen range is copied, on the screen or not', () => {
    const lines = Array.from({ length: 30_000 }, (_, index) => `row ${index}`)
    const store = storeOf(lines)
    const range = rangeOf({ anchor: { line: 25_000, offset: 3 }, focus: { line: 1, offset: 4 } })
    if (!range) throw new Error('empty')
    expect(copyText(store, range)).toBe(['1', ...lines.slice(2, 25_000), 'row'].join('\n'))
    expect(copyText(store, wholeRange(store))).toBe(lines.join('\n'))
  })

  it('K4: a double click takes the word, a path too', () => {
    const word = wordAt('at C:\\app\\web.log now', 6)
    expect('at C:\\app\\web.log now'.slice(word.start, word.end)).toBe('C:\\app\\web.log')
  })
})
