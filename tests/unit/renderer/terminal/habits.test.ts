import { describe, expect, it } from 'vitest'
import { contrast, readableOn } from '../../../../renderer/terminal/contrast.ts'
import { dockKey } from '../../../../renderer/terminal/dock-key.ts'
import { type Pane, panesOf, removePane, setRatio, splitPane } from '../../../../renderer/terminal/dock-tree.ts'
import { type KeyLike, terminalKey } from '../../../../renderer/terminal/keys.ts'
import { pastePreview, preparePaste } from '../../../../renderer/terminal/paste.ts'

const key = (code: string, held = '', name = code.replace(/^Key/, '').toLowerCase()): KeyLike => ({
  type: 'keydown',
  key: name,
  code,
  ctrlKey: held.includes('c'),
  shiftKey: held.includes('s'),
  altKey: held.includes('a'),
  metaKey: false,
})

describe('T1: keys as Windows administrators expect them', () => {
  it('T1, T3: Ctrl+C copies a selection and else reaches the process', () => {
    expect(terminalKey(key('KeyC', 'c'), true)).toBe('copy')
    expect(terminalKey(key('KeyC', 'c'), false)).toBeNull()
    expect(terminalKey(key('KeyC', 'cs'), false)).toBe('copy')
  })

  it('T1: Ctrl+V, Ctrl+Shift+V and Shift+Insert paste', () => {
    expect(terminalKey(key('KeyV', 'c'), false)).toBe('paste')
    expect(terminalKey(key('KeyV', 'cs'), false)).toBe('paste')
    expect(terminalKey(key('Insert', 's', 'Insert'), false)).toBe('paste')
  })

  it('T1: search, zoom, and a way out by keyboard', () => {
    expect(terminalKey(key('KeyF', 'c'), false)).toBe('find')
    expect(terminalKey(key('Equal', 'c', '='), false)).toBe('zoom-in')
    expect(terminalKey(key('Minus', 'c', '-'), false)).toBe('zoom-out')
    expect(terminalKey(key('Digit0', 'c', '0'), false)).toBe('zoom-reset')
    expect(terminalKey(key('F6', '', 'F6'), false)).toBe('leave')
  })

  it('T3: Ctrl-P Ctrl-Q, AltGr characters and plain keys are the program’s', () => {
    expect(terminalKey(key('KeyP', 'c'), true)).toBeNull()
    expect(terminalKey(key('KeyQ', 'c'), true)).toBeNull()
    expect(terminalKey(key('KeyQ', 'ca', '@'), false)).toBeNull()
    expect(terminalKey(key('KeyA'), false)).toBeNull()
  })

  it('T1: the dock’s keys count inside it, a few of them everywhere', () => {
    expect(dockKey(key('Backquote', 'c', '`'), false)).toEqual({ kind: 'toggle' })
    expect(dockKey(key('KeyT', 'cs'), false)).toEqual({ kind: 'reopen' })
    expect(dockKey(key('KeyW', 'cs'), false)).toBeNull()
    expect(dockKey(key('KeyW', 'cs'), true)).toEqual({ kind: 'close-pane' })
    expect(dockKey(key('Equal', 'as', '+'), true)).toEqual({ kind: 'split-right' })
    expect(dockKey(key('Tab', 'cs', 'Tab'), true)).toEqual({ kind: 'step-tab', step: -1 })
  })
})

describe('T1: paste', () => {
  it('T1: several lines, or a line end at the end, are asked about', () => {
    expect(preparePaste('dir').runsAtOnce).toBe(false)
    expect(preparePaste('dir\r\n').runsAtOnce).toBe(true)
    expect(preparePaste('a\nb').lines).toEqual(['a', 'b'])
  })

  it('T1: a paste cannot end its own bracket or carry other control characters', () => {
    expect(preparePaste('a\u001b[201~rm\u0003\tb').text).toBe('a[201~rm\tb')
  })

  it('T1: the preview stays small', () => {
    const { text, more } = pastePreview(['x'.repeat(500), ...Array.from({ length: 20 }, () => 'y')])
    expect(text.split('\n')).toHaveLength(12)
    expect(text.length).toBeLessThan(400)
    expect(more).toBe(9)
  })
})

describe('T1: splits', () => {
  const pane = (id: string): Pane => ({ kind: 'pane', id, source: { kind: 'host-shell', shell: 'bash' }, terminal: id })

  it('T1: a pane is split, resized and closed; its neighbour gets the room', () => {
    const two = splitPane(pane('a'), 'a', 'row', pane('b'), 's1')
    const three = splitPane(two, 'b', 'column', pane('c'), 's2')
    expect(panesOf(three).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(setRatio(three, 's1', 5)).toMatchObject({ ratio: 0.9 })
    expect(removePane(three, 'b')).toMatchObject({ first: { id: 'a' }, second: { id: 'c' } })
    expect(removePane(pane('a'), 'a')).toBeNull()
  })
})

it('K4: colours of a log can be read on the page, whatever the program chose', () => {
  expect(readableOn('#ffffff', '#000000')).toBe('#ffffff')
  expect(contrast(readableOn('#0c0c0c', '#292929'), '#292929')).toBeGreaterThanOrEqual(4.5)
  expect(contrast(readableOn('#f9f1a5', '#ffffff'), '#ffffff')).toBeGreaterThanOrEqual(4.5)
})
