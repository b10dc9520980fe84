import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanName } from '../../../main/engine/files/clean-name.ts'

describe('Names of files that leave a container', () => {
  it.each([
    ['plain.txt', 'plain.txt'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\windows\\system32\\a.dll', 'a.dll'],
    ['C:\\evil.exe', 'evil.exe'],
    ['/', 'file'],
    ['..', 'file'],
    ['...', 'file'],
    ['', 'file'],
    [' ', 'file'],
    ['file.txt:stream', 'file.txt_stream'],
    ['file::$DATA', 'file__$DATA'],
    ['trailing. . .', 'trailing'],
    ['CON', '_CON'],
    ['con.txt', '_con.txt'],
    ['NUL .txt', '_NUL .txt'],
    ['COM1.tar.gz', '_COM1.tar.gz'],
    ['lpt³', '_lpt³'],
    ['console', 'console'],
    ['COM10', 'COM10'],
    ['CONOUT$', '_CONOUT$'],
    ['a\u0000b\nc', 'abc'],
    ['exe\u202egpj.', 'exegpj'],
    ['"<>|?*', '______'],
    ['größe 漢字 🚢', 'größe 漢字 🚢'],
    ['-rf', '-rf'],
    ['.bashrc', '.bashrc'],
  ])('K4: %j becomes %j', (name, clean) => {
    expect(cleanName(name)).toBe(clean)
  })

  it('K4: whatever the name, the result is one safe segment, and cleaning it again changes nothing', () => {
    const nasty = fc.constantFrom('..', '/', '\\', ':', '.', ' ', 'CON', 'aux', '\u0000', '\u202e', '\ud83d', '漢', 'a')
    const name = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(nasty).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(name, (raw) => {
        const clean = cleanName(raw)
        expect(clean).not.toBe('')
        expect(clean).not.toMatch(/[\\/:<>"|?*\u0000-\u001f\u202e]/)
        expect(clean).not.toMatch(/^\.\.?$|[.\s]$|^\s/)
        expect(clean).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|\s|$)/i)
        expect(Buffer.byteLength(clean)).toBeLessThanOrEqual(255)
        expect(Buffer.from(clean).toString()).toBe(clean)
        expect(cleanName(clean)).toBe(clean)
      }),
      { numRuns: 2000 },
    )
  })
})
