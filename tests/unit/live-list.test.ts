import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FIRST_ROWS, LiveList } from '../../main/live-list.ts'
import { applyLiveEvent, type LiveEvent } from '../../preload/contract/live.ts'

interface Row {
  id: string
  value: number
}
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

async function next(events: AsyncGenerator<LiveEvent<Row>>): Promise<LiveEvent<Row>> {
  const step = await events.next()
  if (step.done) throw new Error('the list ended')
  return step.value
}

describe('Live lists', () => {
  test('first the whole list, then the changes of a turn as one event', async () => {
    const list = new LiveList<Row>()
    list.set({ id: 'a', value: 1 })
    await turn()
    const events = list.watch()
    expect(await next(events)).toEqual({ type: 'snapshot', rows: [{ id: 'a', value: 1 }], stale: false })
    list.set({ id: 'a', value: 2 })
    list.set({ id: 'b', value: 3 })
    list.set({ id: 'b', value: 4 })
    expect(await next(events)).toEqual({
      type: 'change',
      changed: [
        { id: 'a', value: 2 },
        { id: 'b', value: 4 },
      ],
      removed: [],
      stale: false,
    })
    list.delete('a')
    expect(await next(events)).toMatchObject({ changed: [], removed: ['a'] })
    await events.return()
  })

  test('the first rows of a list that is on its way, then all the rest as one change, also where there is none', async () => {
    const list = new LiveList<Row>()
    list.begin([{ id: 'a', value: 1 }])
    const events = list.watch()
    expect(await next(events)).toEqual({ type: 'snapshot', rows: [{ id: 'a', value: 1 }], stale: false, more: true })
    list.set({ id: 'b', value: 2 })
    await turn()
    const rest = next(events)
    list.replace([
      { id: 'a', value: 1 },
      { id: 'c', value: 3 },
    ])
    const event = await rest
    expect(applyLiveEvent(new Map([['a', { id: 'a', value: 1 }]]), event)).toEqual(
      new Map([
        ['a', { id: 'a', value: 1 }],
        ['c', { id: 'c', value: 3 }],
      ]),
    )
    expect(event).toMatchObject({ type: 'change', removed: ['b'] })
    await events.return()
    const empty = new LiveList<Row>()
    empty.begin([])
    const other = empty.watch()
    expect(await next(other)).toMatchObject({ type: 'snapshot', more: true })
    const last = next(other)
    empty.replace([])
    expect(await last).toEqual({ type: 'change', changed: [], removed: [], stale: false })
    await other.return()
  })

  test('a slow watcher gets one event with all it missed', async () => {
    const list = new LiveList<Row>()
    const events = list.watch()
    await next(events)
    for (let value = 0; value < 1000; value++) {
      list.set({ id: `row-${value % 3}`, value })
      if (value % 100 === 0) await turn()
    }
    await turn()
    const event = await next(events)
    expect(event.type === 'change' && event.changed.map(({ value }) => value).sort()).toEqual([997, 998, 999])
    await events.return()
  })

  test('of replaced rows only what differs is told; stale is said and taken back', async () => {
    const list = new LiveList<Row>()
    for (const id of ['w', 'x', 'y']) list.set({ id, value: 1 })
    await turn()
    const events = list.watch()
    await next(events)
    list.replace([
      { id: 'x', value: 1 },
      { id: 'y', value: 2 },
      { id: 'z', value: 3 },
    ])
    list.setStale(true)
    expect(await next(events)).toEqual({
      type: 'change',
      changed: [
        { id: 'y', value: 2 },
        { id: 'z', value: 3 },
      ],
      removed: ['w'],
      stale: true,
    })
    list.setStale(false)
    expect(await next(events)).toMatchObject({ stale: false })
    await events.return()
  })

  test('of a long list the first rows come early, then all the others as they are by then', async () => {
    const list = new LiveList<Row>()
    for (let at = 0; at < 5000; at++) list.set({ id: `row-${at}`, value: at })
    await turn()
    const events = list.watch()
    const first = await next(events)
    expect(first).toMatchObject({ type: 'snapshot', more: true })
    let rows = applyLiveEvent(new Map(), first)
    expect(rows.size).toBe(FIRST_ROWS)
    list.delete('row-0')
    list.delete('row-4999')
    list.set({ id: 'row-4998', value: -1 })
    list.set({ id: 'new', value: 7 })
    rows = applyLiveEvent(rows, await next(events))
    if (rows.has('row-0')) rows = applyLiveEvent(rows, await next(events))
    expect([...rows.values()].sort(byId)).toEqual(list.values().sort(byId))
    await events.return()
  })

  test('the signal ends a watch that waits, and one not yet begun', async () => {
    const list = new LiveList<Row>()
    const controller = new AbortController()
    const events = list.watch(controller.signal)
    await next(events)
    const waiting = events.next()
    controller.abort()
    expect((await waiting).done).toBe(true)
    expect((await list.watch(controller.signal).next()).done).toBe(true)
  })

  test('whatever happens, every watcher ends with the list’s own rows', async () => {
    const action = fc.oneof(
      fc.record({ kind: fc.constant('set' as const), id: fc.constantFrom('a', 'b', 'c'), value: fc.nat() }),
      fc.record({ kind: fc.constant('delete' as const), id: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ kind: fc.constant('replace' as const), value: fc.nat() }),
      fc.record({ kind: fc.constantFrom('turn' as const, 'read' as const) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
        const list = new LiveList<Row>()
        const controller = new AbortController()
        const events = list.watch(controller.signal)
        let rows: ReadonlyMap<string, Row> = applyLiveEvent(new Map(), await next(events))
        let reading = false
        const start = () => {
          if (reading) return
          reading = true
          void events.next().then((step) => {
            reading = false
            if (!step.done) rows = applyLiveEvent(rows, step.value)
          })
        }
        for (const one of actions) {
          if (one.kind === 'set') list.set({ id: one.id, value: one.value })
          else if (one.kind === 'delete') list.delete(one.id)
          else if (one.kind === 'replace') list.replace([{ id: 'a', value: one.value }])
          else if (one.kind === 'turn') await turn()
          else start()
        }
        for (let at = 0; at < 4; at++) {
          start()
          await turn()
        }
        expect([...rows.values()].sort(byId)).toEqual(list.values().sort(byId))
        controller.abort()
      }),
      { numRuns: 60 },
    )
  })
})

function byId(a: Row, b: Row): number {
  return a.id < b.id ? -1 : 1
}
