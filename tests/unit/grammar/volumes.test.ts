import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type LookAtPath, parseVolume, splitVolume } from '../../../preload/contract/grammar/volumes.ts'

type SplitCase = { input: string; n: number; expected: string[] | null }
type Bind = { bind: string; source: string; destination: string; rw: boolean; type: string; name?: string }
const read = (name: string): unknown => JSON.parse(readFileSync(`tests/fixtures/cases/${name}`, 'utf8'))
const split = read('volume-split.json') as { cases: SplitCase[] }
const windows = read('windows-mounts.json') as { valid: string[]; invalid: Record<string, string>; splits: Bind[] }

const look: LookAtPath = (path) =>
  path.endsWith('ntdll.dll') ? 'file' : path === 'c:\\notexist' ? 'missing' : 'directory'

describe('K2: volumes, the published verdicts', () => {
  it.each(split.cases)('K2: split $input into $n', ({ input, n, expected }) => {
    expect(splitVolume(input, n) ?? null).toEqual(expected)
  })
  it.each(windows.valid)('K2: a Windows engine takes %j', (text) => {
    expect(parseVolume(text, 'windows', look)).toMatchObject({ ok: true })
  })
  it.each(Object.entries(windows.invalid))('K2: a Windows engine refuses %j: %s', (text, message) => {
    const parsed = parseVolume(text, 'windows', look)
    expect(parsed.ok).toBe(false)
    if (!parsed.ok)
      expect(parsed.problem.message.toLowerCase()).toContain(
        message
          .split(':')[0]
          ?.replace(/ $/, '')
          .toLowerCase()
          .replace(/^cannot be 'c$/, "cannot be 'c:'"),
      )
  })
  it.each(windows.splits)('K2: a Windows engine reads $bind', ({ bind, source, destination, rw, type, name }) => {
    const parsed = parseVolume(bind, 'windows')
    expect(parsed).toMatchObject({
      ok: true,
      value: { kind: type, source: type === 'bind' ? source : name, target: destination, readOnly: !rw },
    })
  })
})

describe('K2: volumes of a Linux engine', () => {
  it.each([
    ['/data', { kind: 'anonymous', target: '/data', readOnly: false }],
    ['/a:/b', { kind: 'bind', source: '/a', target: '/b', readOnly: false }],
    ['/a:/b:ro,z', { kind: 'bind', source: '/a', target: '/b', readOnly: true, mode: 'ro,z' }],
    ['name:/target:nocopy', { kind: 'volume', source: 'name', target: '/target', readOnly: false, mode: 'nocopy' }],
    ['C:\\data:/data', { kind: 'bind', source: 'C:\\data', target: '/data', readOnly: false }],
    ['./here:/data', { kind: 'bind', source: './here', target: '/data', readOnly: false }],
  ])('K2: %s', (text, value) => {
    expect(parseVolume(text, 'linux')).toEqual({ ok: true, value })
  })
  it.each(['', ':/foo', '/foo::ro', '/foo:/foo:ro:foo', '/foo:ro', '/a:b', '/a:/', '/', 'x:/a', 'a b:/a', '/a:/b:xyz'])(
    'K2: %j is refused',
    (text) => {
      expect(parseVolume(text, 'linux').ok).toBe(false)
    },
  )
  it('K2: a hostile text is read in no time', () => {
    const start = performance.now()
    parseVolume(`c:\\${'a\\'.repeat(2000)}*`, 'windows')
    parseVolume(`c:\\${'a'.repeat(5000)}:d:\\${'b\\'.repeat(2000)}*`, 'windows')
    expect(performance.now() - start).toBeLessThan(4000)
  })
})
