import { describe, expect, it } from 'vitest'
import type { ImageRemoval, ImageRow } from '../../../../preload/contract/images.ts'
import { excerptAround } from '../../../../renderer/pages/images/caret-excerpt.ts'
import { numberLayers } from '../../../../renderer/pages/images/details/history-layers.ts'
import { imageName, repositoryOf, splitTag } from '../../../../renderer/pages/images/names.ts'
import { readNewName } from '../../../../renderer/pages/images/new-name.ts'
import {
  freedBytes,
  goes,
  outcomeWord,
  removalTargets,
  shownTarget,
} from '../../../../renderer/pages/images/remove/removal-plan.ts'

const image = (digit: string, tags: string[], digests: string[] = []): ImageRow => ({
  id: `sha256:${digit.repeat(64)}`,
  tags,
  digests,
  size: 10,
  created: 0,
  usedBy: [],
  dangling: tags.length === 0,
})

describe('I1: what images are called', () => {
  it('I1: by the first tag, else by repository and id, else by id', () => {
    expect(imageName(image('a', ['web:1', 'web:2']))).toBe('web:1')
    expect(imageName(image('a', [], [`web@sha256:${'b'.repeat(64)}`]))).toBe('web@aaaaaaaaaaaa')
    expect(imageName(image('a', []))).toBe('aaaaaaaaaaaa')
    expect(repositoryOf(image('a', []))).toBeNull()
  })

  it("I1: a registry's port is not taken for a tag", () => {
    expect(splitTag('127.0.0.1:5000/team/web:1.0')).toEqual({ repository: '127.0.0.1:5000/team/web', tag: '1.0' })
    expect(splitTag('localhost:5000/web')).toEqual({ repository: 'localhost:5000/web', tag: '' })
  })
})

describe('X1: the place of a fault in a long name', () => {
  it('X1: is shown with what is around it, and the caret under the same character', () => {
    const text = `${'a'.repeat(129)}:${'b'.repeat(129)}`
    for (const at of [0, 5, 24, 25, 129, 130, text.length - 1, text.length]) {
      const shown = excerptAround(text, at)
      expect(shown.text.length, `${at}`).toBeLessThanOrEqual(50)
      expect(shown.text.charAt(shown.at), `${at}`).toBe(text.charAt(at))
    }
    expect(excerptAround('short:name', 5)).toEqual({ text: 'short:name', at: 5 })
  })
})

describe('I4: a new name', () => {
  const row = image('a', ['team/web:1'])
  const other = image('b', ['team/web:latest'])

  it('I4: says when it moves from another image, and what latest means', () => {
    const read = readNewName('team/web', row, [row, other])
    expect(read).toMatchObject({ state: 'good', canonical: 'docker.io/team/web:latest' })
    if (read.state !== 'good') return
    expect(read.moves).toContain('bbbbbbbbbbbb')
    expect(read.moves).toContain('left without a tag')
    const named = readNewName('team/web', row, [row, image('b', ['team/web:latest', 'team/web:2'])])
    expect(named.state === 'good' && named.moves).toContain(
      'team/web:2. It moves to this one; the other keeps its 1 other tag',
    )
    expect(read.notes.join(' ')).toContain('latest is a tag like any other')
    expect(read.notes.join(' ')).toContain('team')
  })

  it('I4: explains a missing user, names a registry, and says nothing of latest where a tag is written', () => {
    const bare = readNewName('web:2', row, [row])
    expect(bare.state === 'good' && bare.notes.join(' ')).toContain('Without USER/')
    const elsewhere = readNewName('registry.example.com/web:2', row, [row])
    expect(elsewhere.state === 'good' && elsewhere.notes).toEqual([expect.stringContaining('registry.example.com')])
  })

  it('I4: refuses what is no name, a digest, and a name that it has', () => {
    expect(readNewName('', row, [])).toEqual({ state: 'empty' })
    expect(readNewName('Web', row, [])).toMatchObject({ state: 'bad', problem: { at: 0 } })
    expect(readNewName(`web@sha256:${'c'.repeat(64)}`, row, [])).toMatchObject({ state: 'bad', problem: { at: 3 } })
    expect(readNewName('docker.io/team/web:1', row, [row])).toMatchObject({ state: 'bad' })
  })
})

describe('I5: what a removal asks for and tells', () => {
  const removal = (change: Partial<ImageRemoval>): ImageRemoval => ({
    image: 'web:1',
    untags: ['web:1'],
    deletes: true,
    frees: 10,
    usedBy: [],
    conflict: null,
    forceHelps: false,
    ...change,
  })

  it('I5: an image goes by its only tag, one with several or none by its id', () => {
    const rows = [image('a', ['web:1']), image('b', ['x:1', 'x:2']), image('c', [])]
    expect(removalTargets(rows, { kind: 'images' })).toEqual(['web:1', rows[1]?.id, rows[2]?.id])
    expect(removalTargets(rows, { kind: 'tags', tags: ['x:2'] })).toEqual(['x:2'])
    expect(shownTarget(rows[1]?.id ?? '')).toBe('bbbbbbbbbbbb')
  })

  it('I5: force counts only where it helps', () => {
    const soft = removal({ conflict: 'several-tags', forceHelps: true })
    const hard = removal({ conflict: 'has-children' })
    expect([goes(soft, false), goes(soft, true), goes(hard, true)]).toEqual([false, true, false])
    expect(freedBytes([soft, hard, removal({})], true)).toBe(20)
    expect(freedBytes([soft, hard, removal({ deletes: false })], false)).toBe(0)
    expect(outcomeWord(hard, true)).toBe('Refused: other images build on it')
    expect(outcomeWord(removal({ deletes: false }), false)).toBe('Loses its name, stays')
  })
})

describe('I1: layers of an image', () => {
  it('I1: layers are counted from the base, commands are told without the wrapping of the builder', () => {
    const step = (createdBy: string, size: number) => ({ id: '', created: 0, createdBy, size, tags: [], comment: 'c' })
    const steps = numberLayers([
      step('/bin/sh -c #(nop)  CMD ["sh"]', 0),
      step('/bin/sh -c apt-get update', 5),
      step('cmd /S /C dir', 0),
      step('', 9),
    ])
    expect(steps.map(({ layer, command }) => [layer, command])).toEqual([
      [null, 'CMD ["sh"]'],
      [2, 'RUN apt-get update'],
      [null, 'RUN dir'],
      [1, 'c'],
    ])
  })
})
