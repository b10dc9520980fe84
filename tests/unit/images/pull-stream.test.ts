import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PullProgress, pullMessageSchema } from '../../../main/engine/pull-progress.ts'
import { PullStream } from '../../../main/engine/pull-stream.ts'

/** What engine 20.10 sent for a pull of two layers, one there already; \r\n is the engine's. */
const pull = [
  { status: 'Pulling from team/ünïcode', id: 'latest' },
  { status: 'Already exists', progressDetail: {}, id: '0a1b2c3d4e5f' },
  { status: 'Pulling fs layer', progressDetail: {}, id: '1a1b2c3d4e5f' },
  { status: 'Pulling fs layer', progressDetail: {}, id: '2a1b2c3d4e5f' },
  { status: 'Waiting', progressDetail: {}, id: '2a1b2c3d4e5f' },
  { status: 'Downloading', progressDetail: { current: 10, total: 1000 }, progress: '[>  ]', id: '1a1b2c3d4e5f' },
  { status: 'Downloading', progressDetail: { current: 700, total: 2000 }, progress: '[>  ]', id: '2a1b2c3d4e5f' },
  { status: 'Verifying Checksum', progressDetail: {}, id: '1a1b2c3d4e5f' },
  { status: 'Download complete', progressDetail: {}, id: '1a1b2c3d4e5f' },
  { status: 'Extracting', progressDetail: { current: 500, total: 1000 }, progress: '[=> ]', id: '1a1b2c3d4e5f' },
]
const ending = [
  { status: 'Pull complete', progressDetail: {}, id: '1a1b2c3d4e5f' },
  { status: 'Download complete', progressDetail: {}, id: '2a1b2c3d4e5f' },
  { status: 'Pull complete', progressDetail: {}, id: '2a1b2c3d4e5f' },
  { status: 'Digest: sha256:abc' },
  { status: 'Status: Downloaded newer image for team/x:latest' },
]
const bytes = (messages: unknown[]) => Buffer.from(messages.map((message) => `${JSON.stringify(message)}\r\n`).join(''))
const read = (chunks: Uint8Array[]) => {
  const lines = new PullStream()
  return [...chunks.flatMap((chunk) => lines.push(chunk)), ...lines.end()]
}
const progressOf = (messages: unknown[]) => {
  const progress = new PullProgress()
  for (const message of messages) progress.apply(pullMessageSchema.parse(message))
  return progress
}

describe('the stream of a pull', () => {
  test('I2: cut at every byte, in characters and line ends too, the messages are the same', () => {
    const whole = bytes([...pull, ...ending])
    for (let at = 0; at <= whole.length; at++) {
      expect(read([whole.subarray(0, at), whole.subarray(at)])).toEqual([...pull, ...ending])
    }
  })

  test('I2: any messages in any chunks are read whole', () => {
    const values = fc.array(fc.record({ status: fc.string({ unit: 'grapheme' }), id: fc.string() }), { maxLength: 8 })
    const cuts = fc.array(fc.nat(400), { maxLength: 12 })
    fc.assert(
      fc.property(values, cuts, (messages, at) => {
        const whole = bytes(messages)
        const places = [0, ...at.filter((place) => place < whole.length).sort((a, b) => a - b), whole.length]
        const chunks = places.slice(1).map((end, n) => whole.subarray(places[n], end))
        expect(read(chunks)).toEqual(messages)
      }),
    )
  })

  test('I2: a last line without an end is read, a line without end is refused before memory is full', () => {
    expect(read([Buffer.from('{"status":"a"}\n{"status":"b"}')])).toEqual([{ status: 'a' }, { status: 'b' }])
    const lines = new PullStream()
    expect(() => {
      for (let n = 0; n < 20; n++) lines.push(Buffer.alloc(100_000, 'x'))
    }).toThrow(/too long/)
  })

  test('I2: each layer has the state that the engine gave it last, and its bytes', () => {
    expect(progressOf(pull).parts()).toEqual([
      { id: '0a1b2c3d4e5f', label: '0a1b2c3d4e5f', state: 'present', done: 0, total: 0 },
      { id: '1a1b2c3d4e5f', label: '1a1b2c3d4e5f', state: 'extracting', done: 500, total: 1000 },
      { id: '2a1b2c3d4e5f', label: '2a1b2c3d4e5f', state: 'downloading', done: 700, total: 2000 },
    ])
    expect(progressOf(pull).progress()).toEqual({ done: 1700, total: 3000, unit: 'bytes' })
    expect(progressOf(pull.slice(0, 6)).progress()).toEqual({ done: 10, total: 0, unit: 'bytes' })
    expect(progressOf(pull).message()).toBe('Downloading: 1 of 3 layers complete')
    const done = progressOf([...pull, ...ending])
    expect(done.parts().map((part) => part.state)).toEqual(['present', 'done', 'done'])
    expect(done.progress()).toEqual({ done: 3000, total: 3000, unit: 'bytes' })
    expect([done.outcome, done.digests, done.tags]).toEqual(['newer', ['sha256:abc'], ['latest']])
  })

  test('I2: a layer that is complete stays so when a later tag says that it exists', () => {
    const again = { status: 'Already exists', progressDetail: {}, id: '1a1b2c3d4e5f' }
    expect(progressOf([...pull, ...ending, again]).parts()[1]?.state).toBe('done')
  })

  test('I2: a retry, a notice and an error are kept in the engine’s words', () => {
    const retry = { status: 'Retrying in 5 seconds', progressDetail: {}, id: '2a1b2c3d4e5f' }
    expect(progressOf([...pull, retry]).message()).toBe('Layer 2a1b2c3d4e5f: retrying in 5 seconds')
    expect(progressOf([{ status: '[DEPRECATION NOTICE] old format' }]).message()).toBe(
      '[DEPRECATION NOTICE] old format',
    )
    expect(progressOf([{ errorDetail: { message: 'no space' }, error: 'no space' }]).error).toBe('no space')
    expect(progressOf([{ status: 'Status: Image is up to date for x:1' }]).outcome).toBe('up-to-date')
  })

  test('I2: extraction that the containerd store counts in seconds is no share of bytes', () => {
    const seconds = { status: 'Extracting', progressDetail: { current: 3, units: 's' }, id: '2a1b2c3d4e5f' }
    expect(progressOf([...pull, seconds]).parts()[2]).toMatchObject({ state: 'extracting', done: 0, total: 0 })
  })
})
