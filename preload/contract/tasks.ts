import { eventIterator, type } from '@orpc/contract'
import { z } from 'zod'
import { call } from './base.ts'
import type { Explained } from './explained.ts'
import type { LiveEvent } from './live.ts'

/** One part of a task with its own progress: a layer of a pull. */
export interface TaskPart {
  id: string
  label: string
  state: 'waiting' | 'downloading' | 'verifying' | 'downloaded' | 'extracting' | 'done' | 'present'
  done: number
  /** 0 when unknown. */
  total: number
}

export interface TaskRow {
  id: string
  kind: 'pull' | 'upload' | 'download' | 'remove' | 'commit' | 'plan'
  title: string
  machine: string | null
  state: 'running' | 'done' | 'failed' | 'cancelled'
  /** Null while nothing is known; unit bytes or items; total 0 when unknown. */
  progress: { done: number; total: number; unit: 'bytes' | 'items' } | null
  /** One line: what happens now, or how it ended. */
  message: string
  parts: TaskPart[]
  cancellable: boolean
  startedAt: number
  endedAt: number | null
  error: Explained | null
  /** Can be started again with the same input (a cancelled or failed pull). */
  repeatable: boolean
}

const onTask = z.object({ task: z.string().min(1).max(80) })

export const tasks = {
  watch: call.output(eventIterator(type<LiveEvent<TaskRow>>())),
  cancel: call.input(onTask).output(type<void>()),
  /** Runs a cancelled or failed task once more; the new task has its own id. */
  repeat: call.input(onTask).output(type<{ task: string }>()),
  /** Takes an ended task off the list. */
  dismiss: call.input(onTask).output(type<void>()),
}
