import { expect, test, vi } from 'vitest'
import type { EngineEvents } from '../../../main/engine/events.ts'
import { Mirror, type MirrorSource } from '../../../main/engine/mirror.ts'
import type { LiveEvent } from '../../../preload/contract/live.ts'

interface Row {
  id: string
}
const rowsTo = (count: number): Row[] => Array.from({ length: count }, (_, at) => ({ id: `row-${at}` }))
const turn = () => new Promise<void>((done) => setImmediate(done))

/** A source whose answers are given by hand, and the events of an engine that is there. */
function setUp() {
  type Listener = Parameters<EngineEvents['subscribe']>[0]
  const listeners = new Set<Listener>()
  const asked: string[] = []
  const answers: Partial<
    Record<'first' | 'list', { resolve: (rows: Row[]) => void; reject: (error: unknown) => void }>
  > = {}
  const ask = (what: 'first' | 'list') => {
    asked.push(what)
    return new Promise<Row[]>((resolve, reject) => {
      answers[what] = { resolve, reject }
    })
  }
  const source: MirrorSource<Row> = {
    list: () => ask('list'),
    first: async () => {
      const rows = await ask('first')
      return { rows, whole: rows.length !== 3 }
    },
    read: async () => [],
    touch: (event) => ({ gone: event.id }),
  }
  const events = {
    subscribe(listener: Listener) {
      listeners.add(listener)
      listener.opened()
      return () => listeners.delete(listener)
    },
  } as unknown as EngineEvents
  const mirror = new Mirror(events, source, 0)
  const end = new AbortController()
  const seen: LiveEvent<Row>[] = []
  const watch = async () => {
    for await (const event of mirror.watch(end.signal)) seen.push(event)
  }
  return { mirror, watch, asked, answers, seen, end, listeners }
}

test('K1: of a long list the first rows are seen while the engine still makes the rest', async () => {
  const { mirror, watch, asked, answers, seen, end, listeners } = setUp()
  const watching = watch()
  await turn()
  expect(asked).toEqual(['first'])
  answers.first?.resolve(rowsTo(3))
  await turn()
  expect(seen).toEqual([{ type: 'snapshot', rows: rowsTo(3), stale: false, more: true }])
  expect(asked).toEqual(['first', 'list'])
  // Not all are known: who looks a container up must not take it for gone.
  expect(mirror.rows).toBeNull()
  // One that goes meanwhile is not brought back by the answer under way.
  for (const listener of listeners)
    listener.event({ type: 'container', action: 'destroy', id: 'row-1', attributes: {} } as never)
  await turn()
  expect(seen).toHaveLength(1)
  answers.list?.resolve(rowsTo(5))
  await new Promise((done) => setTimeout(done, 80))
  expect(seen).toHaveLength(2)
  expect(seen[1]).toMatchObject({ type: 'change', removed: ['row-1'] })
  expect(mirror.rows?.values().map(({ id }) => id)).toEqual(['row-0', 'row-2', 'row-3', 'row-4'])
  end.abort()
  await watching
})

test('K1: a short list costs one request', async () => {
  const { mirror, watch, asked, answers, seen, end } = setUp()
  const watching = watch()
  await turn()
  answers.first?.resolve(rowsTo(2))
  await turn()
  expect(asked).toEqual(['first'])
  expect(seen).toEqual([{ type: 'snapshot', rows: rowsTo(2), stale: false }])
  expect(mirror.rows?.size).toBe(2)
  end.abort()
  await watching
})

test('K1: a list read again is asked for whole at once', async () => {
  const { watch, asked, answers, end, listeners } = setUp()
  const watching = watch()
  await turn()
  answers.first?.resolve(rowsTo(3))
  await turn()
  answers.list?.resolve(rowsTo(4))
  await turn()
  for (const listener of listeners) {
    listener.lost()
    listener.opened()
  }
  await turn()
  expect(asked).toEqual(['first', 'list', 'list'])
  end.abort()
  await watching
})

test('K1: a refusal of the first rows is told to who waits', async () => {
  const { watch, answers } = setUp()
  const watching = watch()
  await turn()
  answers.first?.reject(new Error('refused'))
  await expect(watching).rejects.toThrow('refused')
})

test('I1: who needs all rows gets them when every event that was told is in them, and null when nobody watches', async () => {
  const { mirror, watch, answers, end, listeners } = setUp()
  const signal = new AbortController().signal
  expect(await mirror.settled(signal)).toBeNull()
  const watching = watch()
  await turn()
  const first = mirror.settled(signal)
  answers.first?.resolve(rowsTo(3))
  await turn()
  for (const listener of listeners)
    listener.event({ type: 'container', action: 'destroy', id: 'row-1', attributes: {} } as never)
  answers.list?.resolve(rowsTo(4))
  expect((await first)?.map(({ id }) => id)).toEqual(['row-0', 'row-2', 'row-3'])
  for (const listener of listeners) listener.lost()
  expect(await mirror.settled(signal)).toBeNull()
  end.abort()
  await watching
})

/** A mirror whose engine lists one row as `first`, then answers each reading with the next of `answers`. */
function setUpLate(first: string, answers: string[]) {
  const end = new AbortController()
  const reads: number[] = []
  let told: Parameters<EngineEvents['subscribe']>[0] | undefined
  const events = {
    subscribe(listener: NonNullable<typeof told>) {
      told = listener
      listener.opened()
      return () => undefined
    },
  } as unknown as EngineEvents
  const mirror = new Mirror<{ id: string; state: string }>(
    events,
    {
      list: async () => [{ id: 'a', state: first }],
      read: async () => {
        reads.push(Date.now())
        return [{ id: 'a', state: answers.shift() ?? 'exited' }]
      },
      touch: ({ id }) => ({ read: [id], late: true }),
      behind: ({ state }) => state === 'running',
    },
    0,
  )
  const watching = (async () => {
    for await (const event of mirror.watch(end.signal)) void event
  })()
  const tell = () => told?.event({ type: 'container', action: 'die', id: 'a', attributes: {}, time: 0 })
  const state = () => mirror.rows?.get('a')?.state
  const close = async () => {
    end.abort()
    await watching
    mirror.close()
    vi.useRealTimers()
  }
  return { reads, tell, state, close }
}

test('K1: what an engine lists late is read again until its row is no longer behind', async () => {
  vi.useFakeTimers()
  const { reads, tell, state, close } = setUpLate('created', ['running', 'running', 'running', 'exited'])
  try {
    await vi.advanceTimersByTimeAsync(10)
    tell()
    await vi.advanceTimersByTimeAsync(900)
    expect([reads.length, state()]).toEqual([1, 'running'])
    await vi.advanceTimersByTimeAsync(3_000)
    expect([reads.length, state()]).toEqual([3, 'running'])
    await vi.advanceTimersByTimeAsync(5_000)
    expect([reads.length, state()]).toEqual([4, 'exited'])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reads.length).toBe(4)
  } finally {
    await close()
  }
})

test('K1: what ended just before the list was read is told all the same, by one reading more', async () => {
  vi.useFakeTimers()
  const { reads, state, close } = setUpLate('running', ['exited'])
  try {
    await vi.advanceTimersByTimeAsync(1_900)
    expect([reads.length, state()]).toEqual([0, 'running'])
    await vi.advanceTimersByTimeAsync(300)
    expect([reads.length, state()]).toEqual([1, 'exited'])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reads.length).toBe(1)
  } finally {
    await close()
  }
})
