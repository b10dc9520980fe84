import { Unicode11Addon } from '@xterm/addon-unicode11'
import { Terminal as Screen } from '@xterm/headless'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KeyParser } from '../../../main/practice/shell/console/keys.ts'
import { LineEditor } from '../../../main/practice/shell/console/line-editor.ts'
import { positionOf, repaint, repaintAll } from '../../../main/practice/shell/console/line-painter.ts'
import { session } from './practice-world.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('keys', () => {
  test('T4: sequences and characters are read alike however they are split', () => {
    const whole = 'a\u001b[D\u001b[1;5C\u001bOH漢é😀\u001b[3~\r\u007f\u0003'
    const expected = new KeyParser().push(bytes(whole))
    expect(expected.map((it) => (it.kind === 'text' ? it.text : it.name))).toEqual([
      'a',
      'left',
      'word-right',
      'home',
      '漢',
      'é',
      '😀',
      'delete',
      'enter',
      'backspace',
      'interrupt',
    ])
    const parser = new KeyParser()
    const parts = [...bytes(whole)].flatMap((byte) => parser.push(new Uint8Array([byte])))
    expect(parts).toEqual(expected)
  })

  test('T4: a lone escape is the Escape key only when nothing follows; answers of a terminal are no keys', () => {
    const parser = new KeyParser()
    expect(parser.push(bytes('\u001b'))).toEqual([])
    expect(parser.waiting).toBe(true)
    expect(parser.flush()).toEqual([{ kind: 'key', name: 'escape' }])
    expect(parser.push(bytes('\u001b[?1;2c\u001b]11;rgb:00/00/00\u0007x'))).toEqual([{ kind: 'text', text: 'x' }])
  })

  test('T4: any bytes are read without a failure', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 }), (chunks) => {
        const parser = new KeyParser()
        for (const chunk of chunks) parser.push(chunk)
        parser.flush()
      }),
      { numRuns: 500 },
    )
  })
})

const keyNames = [
  'left',
  'right',
  'home',
  'end',
  'backspace',
  'delete',
  'word-left',
  'word-right',
  'insert',
  'escape',
  'up',
  'down',
  'delete-to-end',
  'delete-to-start',
] as const

async function show(screen: Screen, text: string): Promise<void> {
  await new Promise<void>((resolve) => screen.write(text, resolve))
}

function shown(screen: Screen): { text: string; row: number; column: number } {
  const buffer = screen.buffer.active
  let text = ''
  for (let at = 0; at < buffer.length; at++) text += buffer.getLine(at)?.translateToString(true) ?? ''
  return { text: text.trimEnd(), row: buffer.baseY + buffer.cursorY, column: buffer.cursorX }
}

describe('line editing on a screen', () => {
  const key = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...'abcdefgh.漢字').map((text) => ({ kind: 'text' as const, text })) },
    { weight: 2, arbitrary: fc.constantFrom(...keyNames).map((name) => ({ kind: 'key' as const, name })) },
  )

  test('P1: after any keys the screen shows the prompt and the line, and the cursor stands where it should', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(key, { maxLength: 60 }), fc.integer({ min: 8, max: 40 }), async (keys, columns) => {
        const screen = new Screen({ cols: columns, rows: 40, allowProposedApi: true })
        screen.loadAddon(new Unicode11Addon())
        screen.unicode.activeVersion = '11'
        const prompt = 'C:\\>'
        const editor = new LineEditor(['one', 'a longer line of history'], null)
        await show(screen, prompt)
        for (const it of keys) {
          const before = editor.view()
          editor.press(it)
          await show(screen, repaint(before, editor.view(), prompt.length, columns))
        }
        const place = positionOf(editor.cells, editor.cursor, prompt.length, columns)
        const is = shown(screen)
        expect({ text: is.text.replaceAll(' ', ''), row: is.row, column: is.column }).toEqual({
          text: (prompt + editor.text).replaceAll(' ', ''),
          row: place.row,
          column: place.column,
        })
        screen.dispose()
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  test('P1: a new width paints the line anew', async () => {
    const screen = new Screen({ cols: 20, rows: 10, allowProposedApi: true })
    const editor = new LineEditor([], null)
    editor.replace('abcdefghijklmnopqrstuvwxyz')
    await show(screen, `C:\\>${repaint({ cells: [], cursor: 0 }, editor.view(), 4, 20)}`)
    screen.resize(12, 10)
    await show(screen, repaintAll(editor.view(), 'C:\\>', 4, 12))
    expect(shown(screen)).toEqual({ text: 'C:\\>abcdefghijklmnopqrstuvwxyz', row: 2, column: 6 })
    screen.dispose()
  })
})

describe.each(['cmd', 'powershell'])('%s against any input', (program) => {
  const piece = fc.oneof(
    fc.constantFrom(
      'dir',
      'echo ',
      'cd ..',
      '"',
      "'",
      '|',
      '&',
      '&&',
      '||',
      '(',
      ')',
      '{',
      '}',
      '$',
      '%',
      '^',
      '>',
      '<',
      '>>',
      '2>&1',
      '\\',
      '/',
      '*',
      '?',
      '@(',
      '$(',
      ',',
      ';',
      '=',
      '-eq',
      ' -join ',
      '1..9',
      '[int]',
      '::',
      '.',
      'Get-Process',
      ' | select Name',
      'for %i in (1 2) do ',
      'if ',
      '%PATH%',
      '\t',
      '\u001b[A',
      '\u001b[D',
      '\u001b',
      '\u007f',
      '\r',
      '\r',
      '\u0003',
      '漢',
      '\u0301',
      'C:\\',
      'ping',
      'set /a 1+',
      'find "x"',
      'foreach ',
      '-f ',
    ),
    fc.string({ maxLength: 6 }),
  )

  test('P1: no keys end it or hang it but `exit`', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 25 }), async (pieces) => {
        const { console, ended } = session([program])
        await console.until('>')
        // What would end the shell or wait for long is left out.
        for (const it of pieces) console.send(it.replace(/exit|sleep|pause|ping/gi, 'x'))
        console.send('\u0003\u0003\u001b')
        await new Promise((resolve) => setTimeout(resolve, 70))
        for (let turn = 0; turn < 12; turn++) {
          console.send('\u0003')
          await new Promise((resolve) => setTimeout(resolve, 5))
        }
        const from = console.output.length
        console.send('echo al""ive\r'.replaceAll('""', program === 'cmd' ? '^' : '`'))
        await console.until('alive\r\n', from)
        console.send('exit\r')
        await ended
      }),
      { numRuns: 25, interruptAfterTimeLimit: 15_000 },
    )
  }, 60_000)
})
