import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  normaliseImageReference,
  parseImageReference,
  parseTag,
  parseWrittenReference,
} from '../../../preload/contract/grammar/image-reference.ts'

type Case = { input: string; repository?: string; domain?: string; tag?: string; digest?: string; error?: string }
const { cases } = JSON.parse(readFileSync('tests/fixtures/cases/image-references.json', 'utf8')) as { cases: Case[] }

const errorWords: Record<string, RegExp> = {
  'name empty': /empty/,
  'invalid format': /not an image reference|not complete/,
  'digest: invalid length': /invalid length/,
  'digest: unsupported algorithm': /not supported/,
  'uppercase in name': /lower case/,
  'name too long (255)': /too long/,
}

describe('I4: image references, the published verdicts', () => {
  it.each(cases)('I4: $input', ({ input, repository, domain, tag, digest, error }) => {
    const parsed = parseWrittenReference(input)
    if (error) {
      expect(parsed.ok).toBe(false)
      if (!parsed.ok) {
        expect(parsed.problem.message).toMatch(errorWords[error] ?? /never/)
        expect(parsed.problem.at).toBeGreaterThanOrEqual(0)
        expect(parsed.problem.at).toBeLessThanOrEqual(input.length)
      }
      return
    }
    expect(parsed).toMatchObject({ ok: true, value: { repository } })
    if (parsed.ok) {
      expect(parsed.value.domain).toBe(domain)
      expect(parsed.value.tag).toBe(tag)
      expect(parsed.value.digest).toBe(digest)
    }
  })
})

describe('I4: what the CLI adds to a reference', () => {
  it.each([
    ['alpine', 'docker.io/library/alpine:latest', 'alpine'],
    ['alpine:3.20', 'docker.io/library/alpine:3.20', 'alpine:3.20'],
    ['docker.io/library/alpine', 'docker.io/library/alpine:latest', 'alpine'],
    ['index.docker.io/alpine', 'docker.io/library/alpine:latest', 'alpine'],
    ['hholt/killerapp:1.5', 'docker.io/hholt/killerapp:1.5', 'hholt/killerapp:1.5'],
    ['localhost/a', 'localhost/a:latest', 'localhost/a'],
    ['localhost:5000/a/b:c', 'localhost:5000/a/b:c', 'localhost:5000/a/b:c'],
    ['MyHost/a', 'MyHost/a:latest', 'MyHost/a'],
    [
      'mcr.microsoft.com/windows/nanoserver:ltsc2025',
      'mcr.microsoft.com/windows/nanoserver:ltsc2025',
      'mcr.microsoft.com/windows/nanoserver:ltsc2025',
    ],
    [`a@sha256:${'0'.repeat(64)}`, `docker.io/library/a@sha256:${'0'.repeat(64)}`, `a@sha256:${'0'.repeat(64)}`],
  ])('I4: %s', (text, canonical, familiar) => {
    expect(parseImageReference(text)).toMatchObject({ ok: true, value: { canonical, familiar } })
    expect(normaliseImageReference(text)).toBe(canonical)
  })

  it.each([
    ['', 0],
    ['Alpine', 0],
    ['ubuntu:a b', 8],
    ['my image', 2],
    ['test.com/Repo', 9],
    ['a'.repeat(64), 0],
    ['alpine:', 7],
  ])('I4: %j is refused at %i', (text, at) => {
    const parsed = parseImageReference(text)
    expect(parsed).toMatchObject({ ok: false, problem: { at } })
  })

  it.each([
    [`web:${'x'.repeat(129)}`, 'A tag has at most 128 characters', 132],
    ['host:5000/team/web:-1', 'A tag cannot begin with a full stop or a hyphen', 19],
    ['web:', 'A tag cannot be empty', 4],
    [`web:1+2@sha256:${'0'.repeat(64)}`, 'A tag cannot contain "+"', 5],
  ])('I4: of a name that is right, %j, the fault of the tag is named', (text, message, at) => {
    const parsed = parseImageReference(text)
    expect(parsed).toMatchObject({ ok: false, problem: { at, message: expect.stringContaining(message) } })
  })

  it('I4: a hostile text is read in no time', () => {
    const start = performance.now()
    parseImageReference(`${'a-'.repeat(5000)}!`)
    parseImageReference(`${'a.b/'.repeat(5000)}!`)
    expect(performance.now() - start).toBeLessThan(4000)
  })
})

describe('I4: a tag as it is typed', () => {
  it('I4: takes letters, digits, _ . and -', () => {
    expect(parseTag('ltsc2025-KB5066835_a.1')).toEqual({ ok: true, value: 'ltsc2025-KB5066835_a.1' })
  })
  it.each([
    ['', 0],
    ['.a', 0],
    ['a:b', 1],
    ['a b', 1],
    ['x'.repeat(129), 128],
  ])('I4: refuses %j', (text, at) => {
    expect(parseTag(text)).toMatchObject({ ok: false, problem: { at } })
  })
})
