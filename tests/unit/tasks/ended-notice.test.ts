import { expect, test } from 'vitest'
import { endedNotice } from '../../../main/tasks/ended-notice.ts'

const task = { title: 'Pull nginx', message: 'Image is up to date', error: null }

test('I2: a notification says how a task ended and, when it failed, what to do', () => {
  expect(endedNotice({ ...task, state: 'done' })).toEqual({ title: 'Pull nginx: done', body: 'Image is up to date' })
  const error = { code: 'x', message: 'The disk is full.', cause: '', remedy: 'Prune\nimages.', detail: '' }
  expect(endedNotice({ ...task, state: 'failed', error })).toEqual({
    title: 'Pull nginx: failed',
    body: 'The disk is full. Prune images.',
  })
})

test('I2: no notification for what the person cancelled, and none for what still runs', () => {
  expect(endedNotice({ ...task, state: 'cancelled' })).toBeNull()
  expect(endedNotice({ ...task, state: 'running' })).toBeNull()
})

test('I2: a long text is cut', () => {
  expect(endedNotice({ ...task, state: 'done', message: 'x'.repeat(500) })?.body).toHaveLength(200)
})
