import { expect, test } from 'vitest'
import { lineEndsOf, toEditor, toFile } from '../../../renderer/pages/containers/files/line-ends.ts'

test('K4: a text file keeps the ends of its lines, and the rarer of mixed ones go', () => {
  for (const text of ['', 'one', 'a\nb\n', 'a\r\nb\r\n', '\r\n\r\n']) {
    const ends = lineEndsOf(text)
    expect(ends.mixed, JSON.stringify(text)).toBe(false)
    expect(toFile(toEditor(text), ends)).toBe(text)
  }
  expect(lineEndsOf('a\r\nb\nc\r\n')).toEqual({ end: '\r\n', mixed: true })
  expect(lineEndsOf('a\r\nb\nc\n')).toEqual({ end: '\n', mixed: true })
  expect(toFile(toEditor('a\r\nb\nc\r\n'), lineEndsOf('a\r\nb\nc\r\n'))).toBe('a\r\nb\r\nc\r\n')
})
