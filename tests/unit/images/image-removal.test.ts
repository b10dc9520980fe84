import { describe, expect, test } from 'vitest'
import { planRemoval, type RemovableImage } from '../../../main/engine/image-removal.ts'

const id = (letter: string) => `sha256:${letter.repeat(64)}`
const image = (letter: string, more: Partial<RemovableImage> = {}): RemovableImage => ({
  id: id(letter),
  tags: [],
  digests: [],
  parent: '',
  size: 100,
  shared: -1,
  users: [],
  ...more,
})
const stopped = { name: 'old', running: false }
const running = { name: 'web', running: true }
const only = (images: RemovableImage[], wanted: string) => planRemoval(images, [wanted])[0]

describe('what a removal would do', () => {
  test('I5: a tag of several is only taken away; the last one takes the image with it', () => {
    const two = [image('a', { tags: ['app:1', 'app:2'] })]
    expect(only(two, 'app:1')).toMatchObject({ untags: ['app:1'], deletes: false, frees: 0, conflict: null })
    expect(planRemoval(two, ['app:1', 'app:2'])).toMatchObject([
      { untags: ['app:1'], deletes: false },
      { untags: ['app:2'], deletes: true, frees: 100 },
    ])
  })

  test('I5: with its last tag a repository loses its digests, another repository keeps its own', () => {
    const digest = `app@sha256:${'1'.repeat(64)}`
    expect(only([image('a', { tags: ['app:1'], digests: [digest] })], 'app:1')).toMatchObject({
      untags: ['app:1', digest],
      deletes: true,
    })
    const other = `reg.example/app@sha256:${'1'.repeat(64)}`
    expect(only([image('a', { tags: ['app:1'], digests: [other] })], 'app:1')).toMatchObject({
      untags: ['app:1'],
      deletes: false,
    })
  })

  test('I5: an id with tags in several places is a conflict that force solves, with all of them going', () => {
    expect(only([image('a', { tags: ['app:1', 'other:1'] })], id('a'))).toMatchObject({
      conflict: 'several-tags',
      forceHelps: true,
      untags: ['app:1', 'other:1'],
      deletes: true,
    })
    expect(only([image('a', { tags: ['app:1'] })], id('a'))).toMatchObject({ conflict: null, deletes: true })
  })

  test('I5: an image of a stopped container goes by force, by tag and by id', () => {
    const used = [image('a', { tags: ['app:1'], users: [stopped] })]
    for (const wanted of ['app:1', id('a')]) {
      expect(only(used, wanted)).toMatchObject({
        conflict: 'used-by-container',
        forceHelps: true,
        deletes: true,
        usedBy: [stopped],
      })
    }
  })

  test('I5: of a running container’s image force takes the tag only, and by id nothing', () => {
    const used = [image('a', { tags: ['app:1'], users: [stopped, running] })]
    expect(only(used, 'app:1')).toMatchObject({
      conflict: 'used-by-running-container',
      forceHelps: true,
      untags: ['app:1'],
      deletes: false,
      frees: 0,
    })
    expect(only(used, id('a'))).toMatchObject({
      conflict: 'used-by-running-container',
      forceHelps: false,
      untags: [],
      deletes: false,
    })
    const twoTags = [image('a', { tags: ['app:1', 'app:2'], users: [running] })]
    expect(only(twoTags, 'app:1')).toMatchObject({ conflict: null, untags: ['app:1'], deletes: false })
  })

  test('I5: an image that others are built on keeps its layers', () => {
    const family = [image('a', { tags: ['base:1'] }), image('b', { tags: ['app:1'], parent: id('a') })]
    expect(only(family, id('a'))).toMatchObject({ conflict: 'has-children', forceHelps: false, deletes: false })
    expect(only(family, 'base:1')).toMatchObject({ conflict: null, untags: ['base:1'], deletes: false })
    expect(planRemoval(family, ['app:1', id('a')])[1]).toMatchObject({ conflict: null, deletes: true })
  })

  test('I5: only what no other image has is freed, where the engine tells it', () => {
    expect(only([image('a', { tags: ['app:1'], size: 100, shared: 70 })], 'app:1')).toMatchObject({ frees: 30 })
  })

  test('I5: names are resolved as the engine does: short ids, defaults left out, and what is not there', () => {
    const images = [image('a', { tags: ['app:latest'] }), image('b', { tags: ['x:1'] })]
    expect(only(images, 'docker.io/library/app')).toMatchObject({ untags: ['app:latest'], deletes: true })
    expect(only(images, 'aaaaaaaaaaaa')).toMatchObject({ deletes: true, conflict: null })
    expect(only(images, 'none:1')).toMatchObject({ untags: [], deletes: false, usedBy: [] })
  })
})

test('I5: two thousand of five thousand images are judged in a moment', () => {
  const hex = (n: number) => `sha256:${n.toString(16).padStart(64, '0')}`
  const images = Array.from({ length: 5000 }, (_, n) =>
    image('a', { id: hex(n), tags: [`app:${n}`, `app:${n}-x`], parent: n > 0 ? hex(n - 1) : '' }),
  )
  const started = performance.now()
  const told = planRemoval(
    images,
    images.slice(0, 2000).map(({ tags }) => tags[0] ?? ''),
  )
  expect(told.every(({ untags, deletes }) => untags.length === 1 && !deletes)).toBe(true)
  expect(performance.now() - started).toBeLessThan(3000)
})
