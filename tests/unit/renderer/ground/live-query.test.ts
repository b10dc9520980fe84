import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { LiveEvent } from '../../../../preload/contract/live.ts'

vi.mock('../../../../renderer/api/link.ts', () => ({ whenOpen: async () => ({}) }))
const { LiveQuery } = await import('../../../../renderer/api/live-query.ts')
const { LINK_LOST, PageError } = await import('../../../../renderer/api/errors.ts')

interface Row {
  id: string
  name: string
}
const one: Row = { id: '1', name: 'web' }
const two: Row = { id: '2', name: 'db' }

/** A subscription that the test feeds; `ended` counts those that were let go. */
class Feed {
  opened = 0
  signal: AbortSignal | null = null
  #push: ((event: LiveEvent<Row> | 'end') => void) | null = null
  #failure: unknown = null

  failNext(failure: unknown): void {
    this.#failure = failure
  }
  readonly subscribe = async (signal: AbortSignal): Promise<AsyncIterable<LiveEvent<Row>>> => {
    this.opened++
    this.signal = signal
    const failure = this.#failure
    this.#failure = null
    if (failure) throw failure
    const waiting: (LiveEvent<Row> | 'end')[] = []
    let wake: (() => void) | null = null
    this.#push = (event) => {
      waiting.push(event)
      wake?.()
    }
    return (async function* () {
      while (true) {
        const event = waiting.shift()
        if (event === 'end') return
        if (event) yield event
        else
          await new Promise<void>((resolve) => {
            wake = resolve
          })
      }
    })()
  }
  async send(event: LiveEvent<Row> | 'end'): Promise<void> {
    this.#push?.(event)
    await vi.advanceTimersByTimeAsync(0)
  }
}

/** The frames of a window that may be hidden. */
let frames: (() => void)[] = []
async function paint(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0)
  for (const frame of frames.splice(0)) frame()
}

beforeEach(() => {
  vi.useFakeTimers()
  frames = []
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame))
  vi.stubGlobal('cancelAnimationFrame', () => {
    frames = []
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function opened() {
  const feed = new Feed()
  let forgotten = 0
  const query = new LiveQuery<Row>(feed.subscribe, () => {
    forgotten++
  })
  let told = 0
  const stop = query.listen(() => {
    told++
  })
  await paint()
  return { feed, query, stop, told: () => told, forgotten: () => forgotten }
}

describe('K2: a live list in the page', () => {
  test('K2: the snapshot, then changes; what did not change stays the same object', async () => {
    const { feed, query } = await opened()
    expect(query.snapshot).toMatchObject({ status: 'loading', rows: [] })
    await feed.send({ type: 'snapshot', rows: [one, two], stale: false })
    await paint()
    const before = query.snapshot
    expect(before).toMatchObject({ status: 'live', stale: false, error: null })
    await feed.send({ type: 'change', changed: [{ id: '2', name: 'db2' }], removed: [], stale: false })
    await paint()
    expect(query.snapshot.rows.map(({ name }) => name)).toEqual(['web', 'db2'])
    expect(query.snapshot.rows[0]).toBe(one)
    expect(before.rows.map(({ name }) => name)).toEqual(['web', 'db'])
    await feed.send({ type: 'change', changed: [], removed: ['1'], stale: false })
    await paint()
    expect([...query.snapshot.byId.keys()]).toEqual(['2'])
  })

  test('K2: however many events come, the page is told once a frame; a hidden window does no work', async () => {
    const { feed, query, told } = await opened()
    await feed.send({ type: 'snapshot', rows: [], stale: false })
    for (let at = 0; at < 500; at++) {
      await feed.send({ type: 'change', changed: [{ id: String(at), name: '' }], removed: [], stale: false })
    }
    expect(told()).toBe(0)
    expect(frames).toHaveLength(1)
    await paint()
    expect(told()).toBe(1)
    expect(query.snapshot.rows).toHaveLength(500)
  })

  test('K2: when the stream ends the rows stay as the last known ones, and the next snapshot replaces them', async () => {
    const { feed, query } = await opened()
    await feed.send({ type: 'snapshot', rows: [one, two], stale: false })
    await feed.send('end')
    await paint()
    expect(query.snapshot).toMatchObject({ stale: true, status: 'live', rows: [one, two] })
    await vi.advanceTimersByTimeAsync(500)
    expect(feed.opened).toBe(2)
    await feed.send({ type: 'snapshot', rows: [two], stale: false })
    await paint()
    expect(query.snapshot).toMatchObject({ stale: false, rows: [two] })
  })

  test('K1: the first rows of a long list are shown while it loads; what is shown already stays until all came', async () => {
    const { feed, query } = await opened()
    await feed.send({ type: 'snapshot', rows: [one], stale: false, more: true })
    await paint()
    expect(query.snapshot).toMatchObject({ status: 'loading', rows: [one] })
    await feed.send({ type: 'change', changed: [two], removed: [], stale: false })
    await paint()
    expect(query.snapshot).toMatchObject({ status: 'live', rows: [one, two] })
    await feed.send('end')
    await vi.advanceTimersByTimeAsync(500)
    const three = { id: '3', name: 'cache' }
    await feed.send({ type: 'snapshot', rows: [three], stale: false, more: true })
    await paint()
    expect(query.snapshot).toMatchObject({ stale: true, rows: [one, two] })
    await feed.send({ type: 'change', changed: [one], removed: [], stale: false })
    await paint()
    expect(query.snapshot).toMatchObject({ stale: false, status: 'live', rows: [three, one] })
  })

  test('C4: a lost link is not an error of the list; any other failure is, and is tried again later and later', async () => {
    const { feed, query } = await opened()
    await feed.send({ type: 'snapshot', rows: [one], stale: false })
    feed.failNext(new PageError(LINK_LOST))
    await feed.send('end')
    await vi.advanceTimersByTimeAsync(500)
    await paint()
    expect(query.snapshot).toMatchObject({ stale: true, status: 'live', error: null, rows: [one] })
    feed.failNext(new Error('no'))
    await vi.advanceTimersByTimeAsync(1000)
    await paint()
    expect(query.snapshot).toMatchObject({ status: 'error', error: { code: 'internal', detail: 'no' }, rows: [one] })
    expect(feed.opened).toBe(3)
    await vi.advanceTimersByTimeAsync(1999)
    expect(feed.opened).toBe(3)
    query.retry()
    await paint()
    expect(feed.opened).toBe(4)
  })

  test('K2: the last listener’s leave ends the subscription a little later, unless one comes back', async () => {
    const { feed, query, stop, forgotten } = await opened()
    stop()
    await vi.advanceTimersByTimeAsync(2900)
    const again = query.listen(() => {})
    await vi.advanceTimersByTimeAsync(5000)
    expect([feed.opened, forgotten(), feed.signal?.aborted]).toEqual([1, 0, false])
    again()
    await vi.advanceTimersByTimeAsync(3000)
    expect([forgotten(), feed.signal?.aborted]).toEqual([1, true])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(feed.opened).toBe(1)
  })
})
