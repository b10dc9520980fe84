import { Readable } from 'node:stream'
import fc from 'fast-check'
import type { Pack } from 'tar-stream'
import { expect, test } from 'vitest'
import { readArchive } from '../../main/practice/engine/file-tree-tar.ts'
import { expand, parseDockerfile, quotedWords } from '../../main/practice/engine/images/build/dockerfile.ts'
import { parseReference, referenceText } from '../../main/practice/engine/images/reference.ts'
import { EngineError } from '../../main/practice/engine/route.ts'

const word = fc.constantFrom(
  'FROM',
  'RUN',
  'COPY',
  'ENV',
  '--from=a',
  '--',
  '"',
  "'",
  '\\',
  '`',
  '\n',
  ' ',
  '[',
  ']',
  '$',
  '${A',
  '#',
  'a=b',
  'x',
)

test('I6: whatever a Dockerfile holds, it is read or refused', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      const text = words.join('')
      try {
        parseDockerfile(text, 'Dockerfile')
      } catch (error) {
        expect(error).toBeInstanceOf(EngineError)
      }
      quotedWords(text, '\\')
      expand(text, new Map([['A', '1']]), '\\')
    }),
    { numRuns: 2000 },
  )
})

test('I4: a reference that is read is written as one that is read alike', () => {
  const letters = fc.constantFrom('a', 'b', '/', ':', '@', '.', '-', '_', '9', 'localhost', 'A', 'sha256:')
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 12 }), (parts) => {
      try {
        const written = referenceText(parseReference(parts.join('')))
        expect(referenceText(parseReference(written))).toBe(written)
      } catch (error) {
        expect(error).toBeInstanceOf(EngineError)
        expect((error as EngineError).status).toBe(400)
      }
    }),
    { numRuns: 3000 },
  )
})

test('P1: hostile archives are refused, and never lead out of themselves', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2048 }), async (bytes) => {
      try {
        await readArchive(Readable.from([Buffer.from(bytes)]))
      } catch (error) {
        expect(error).toBeInstanceOf(EngineError)
      }
    }),
    { numRuns: 500 },
  )
  const { pack } = await import('tar-stream')
  const archive = pack()
  archive.entry({ name: '../../outside.txt' }, 'x')
  archive.finalize()
  await expect(readArchive(await whole(archive))).rejects.toThrow('breakout')
  const linked = pack()
  linked.entry({ name: 'link', type: 'symlink', linkname: '/etc/passwd' })
  linked.entry({ name: 'file' }, 'y')
  linked.finalize()
  expect((await readArchive(await whole(linked))).map((one) => one.name)).toEqual(['file'])
  const large = pack()
  large.entry({ name: 'large' }, 'z'.repeat(1000))
  large.finalize()
  await expect(readArchive(await whole(large), { bytes: 999, entries: 10 })).rejects.toThrow('larger')
})

async function whole(archive: Pack): Promise<Readable> {
  const parts: Uint8Array[] = []
  for await (const part of archive) parts.push(part as Uint8Array)
  return Readable.from([Buffer.concat(parts)])
}
