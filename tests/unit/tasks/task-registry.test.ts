import { afterEach, describe, expect, test, vi } from 'vitest'
import type { TaskHandle } from '../../../main/tasks/task-registry.ts'
import { TaskRegistry } from '../../../main/tasks/task-registry.ts'
import { SlipwayError } from '../../../preload/contract/explained.ts'

const explain = (error: unknown) =>
  error instanceof SlipwayError
    ? error.explained
    : { code: 'internal', message: String(error), cause: '', remedy: '', detail: '' }
const registry = () => new TaskRegistry({ explain })
const pull = { kind: 'pull' as const, title: 'Pull a', machine: 'm', cancellable: true }
const untilAborted = ({ signal }: TaskHandle) =>
  new Promise<string>((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))

afterEach(() => vi.useRealTimers())

describe('tasks', () => {
  test('I2: a task shows its progress, and its last message once done', async () => {
    const tasks = registry()
    const ended: string[] = []
    tasks.onEnded((task) => ended.push(`${task.title} ${task.state}`))
    let release = () => {}
    const { id, ended: end } = tasks.run(pull, async (handle) => {
      handle.progress({ done: 1, total: 2, unit: 'bytes' })
      await new Promise<void>((resolve) => {
        release = resolve
      })
      return 'Downloaded'
    })
    expect(tasks.list.get(id)).toMatchObject({ state: 'running', cancellable: true, endedAt: null })
    await Promise.resolve()
    expect(tasks.list.get(id)?.progress).toEqual({ done: 1, total: 2, unit: 'bytes' })
    release()
    await end
    expect(tasks.list.get(id)).toMatchObject({ state: 'done', message: 'Downloaded', cancellable: false, error: null })
    expect(ended).toEqual(['Pull a done'])
  })

  test('I2: cancel aborts the work and the row says cancelled, not failed', async () => {
    const tasks = registry()
    const { id, ended } = tasks.run(pull, untilAborted)
    await Promise.resolve()
    tasks.cancel(id)
    expect(tasks.list.get(id)?.message).toBe('Cancelling')
    await ended
    expect(tasks.list.get(id)).toMatchObject({ state: 'cancelled', error: null })
    expect(() => tasks.cancel(id)).not.toThrow()
  })

  test('I2: a failed or cancelled task can be repeated once, a finished one cannot', async () => {
    const tasks = registry()
    let runs = 0
    const start = (): string =>
      tasks.run({ ...pull, repeat: start }, async () => {
        runs++
        if (runs === 1) throw new SlipwayError({ code: 'no-space', message: 'Full', remedy: 'Prune' })
      }).id
    const first = start()
    await vi.waitFor(() => expect(tasks.list.get(first)?.state).toBe('failed'))
    expect(tasks.list.get(first)).toMatchObject({ repeatable: true, error: { code: 'no-space' }, message: 'Full' })
    const second = tasks.repeat(first)
    expect(second).not.toBe(first)
    await vi.waitFor(() => expect(tasks.list.get(second)?.state).toBe('done'))
    expect(() => tasks.repeat(first)).toThrow(/cannot be started again/)
    expect(() => tasks.repeat(second)).toThrow(/cannot be started again/)
  })

  test('I2: progress is shown at most ten times a second, and the last word is never lost', async () => {
    vi.useFakeTimers()
    const tasks = registry()
    const set = vi.spyOn(tasks.list, 'set')
    let finish = () => {}
    const { id, ended } = tasks.run(pull, async (handle) => {
      for (let n = 1; n <= 1000; n++) {
        handle.progress({ done: n, total: 1000, unit: 'bytes' })
        await vi.advanceTimersByTimeAsync(1)
      }
      await new Promise<void>((resolve) => {
        finish = resolve
      })
    })
    await vi.waitFor(() => expect(tasks.list.get(id)?.progress?.done).toBe(1000))
    expect(set.mock.calls.length).toBeLessThanOrEqual(13)
    finish()
    await ended
    expect(tasks.list.get(id)?.progress?.done).toBe(1000)
  })

  test('I2: the last fifty ended tasks stay; an ended one can be dismissed, a running one cannot', async () => {
    const tasks = registry()
    for (let n = 0; n < 60; n++) await tasks.run({ ...pull, title: `t${n}` }, async () => {}).ended
    expect(tasks.list.values().map((row) => row.title)).toEqual(Array.from({ length: 50 }, (_, n) => `t${n + 10}`))
    const running = tasks.run(pull, untilAborted)
    expect(() => tasks.dismiss(running.id)).toThrow(/still runs/)
    const first = tasks.list.values()[0]?.id ?? ''
    tasks.dismiss(first)
    expect(tasks.list.get(first)).toBeUndefined()
    expect(() => tasks.repeat(first)).toThrow(/no longer on the list/)
    await tasks.close()
    expect(tasks.list.get(running.id)?.state).toBe('cancelled')
  })

  test('I2: what cannot be cancelled says so', async () => {
    const tasks = registry()
    const { id } = tasks.run({ ...pull, cancellable: false }, untilAborted)
    expect(() => tasks.cancel(id)).toThrow(/cannot be cancelled/)
    await tasks.close()
  })
})
