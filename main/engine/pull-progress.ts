import { z } from 'zod'
import type { TaskPart, TaskRow } from '../../preload/contract/tasks.ts'

/** One message of `POST /images/create` (moby pkg/jsonmessage); every field may be missing. */
export const pullMessageSchema = z.object({
  id: z.string().optional(),
  status: z.string().optional(),
  error: z.string().optional(),
  errorDetail: z.object({ message: z.string().optional() }).optional(),
  progressDetail: z
    .object({ current: z.number().optional(), total: z.number().optional(), units: z.string().optional() })
    .nullish(),
})
export type PullMessage = z.infer<typeof pullMessageSchema>

/** The engine's words for a layer (moby distribution/xfer, distribution/pull_v2.go; unchanged since 1.8). */
const states: Record<string, TaskPart['state']> = {
  'Pulling fs layer': 'waiting',
  Waiting: 'waiting',
  Downloading: 'downloading',
  'Verifying Checksum': 'verifying',
  'Download complete': 'downloaded',
  Extracting: 'extracting',
  'Pull complete': 'done',
  'Already exists': 'present',
}
const over = (part: TaskPart) => part.state === 'done' || part.state === 'present'
const beforeDownload = (part: TaskPart) => part.state === 'waiting' && part.total === 0

/** What a pull has done so far, made from the engine's messages. */
export class PullProgress {
  readonly #parts = new Map<string, TaskPart>()
  /** Compressed bytes of each layer that is being or was downloaded; what extraction reports is counted apart. */
  readonly #bytes = new Map<string, { done: number; total: number }>()
  /** Manifest digests, one a tag. */
  readonly digests: string[] = []
  /** Tags in the order they were pulled. */
  readonly tags: string[] = []
  /** What the engine said at the very end; null until then, and null after a stream that broke off. */
  outcome: 'newer' | 'up-to-date' | null = null
  /** What the engine says beside the layers: a retry, a deprecation. */
  remark = ''
  error: string | null = null

  /** Takes one message; unknown ones are kept as a remark. */
  apply(message: PullMessage): void {
    const status = message.status ?? ''
    if (message.error !== undefined || message.errorDetail) {
      this.error = message.errorDetail?.message || message.error || 'The engine gave no reason'
    } else if (status.startsWith('Pulling from ')) {
      if (message.id) this.tags.push(message.id)
    } else if (status.startsWith('Digest: ')) {
      this.digests.push(status.slice('Digest: '.length))
    } else if (status.startsWith('Status: ')) {
      this.outcome = status.includes('up to date') ? 'up-to-date' : 'newer'
    } else if (message.id) {
      this.#layer(message.id, status, message.progressDetail ?? {})
    } else if (status) {
      this.remark = status
    }
  }

  /** The layers in the order they were named. */
  parts(): TaskPart[] {
    return [...this.#parts.values()]
  }

  /** Downloaded bytes of all layers; the total is 0 until each layer has told its size. */
  progress(): TaskRow['progress'] {
    if (this.#parts.size === 0) return null
    let done = 0
    let total = 0
    let known = true
    for (const part of this.#parts.values()) {
      const bytes = this.#bytes.get(part.id)
      done += bytes?.done ?? 0
      total += bytes?.total ?? 0
      if (beforeDownload(part)) known = false
    }
    return { done, total: known ? total : 0, unit: 'bytes' }
  }

  /** One line for the task. */
  message(): string {
    if (this.remark) return this.remark
    const parts = this.parts()
    if (parts.length === 0) return 'Asking the registry'
    const layers = `${parts.filter(over).length} of ${parts.length} layers`
    const downloading = parts.some((part) => part.state === 'downloading' || part.state === 'waiting')
    return `${downloading ? 'Downloading' : 'Extracting'}: ${layers} complete`
  }

  #layer(id: string, status: string, detail: { current?: number; total?: number; units?: string }): void {
    const retry = /^Retrying in (\d+) seconds?$/.exec(status)
    this.remark = retry ? `Layer ${id}: ${status.toLowerCase()}` : ''
    const state = retry ? 'waiting' : states[status]
    const was = this.#parts.get(id)
    if (!state || (was && over(was))) return
    // The containerd store counts extraction in seconds: a number without an end.
    const measured = detail.units === undefined
    const total = measured ? (detail.total ?? 0) : 0
    const part: TaskPart = { id, label: id, state, done: measured ? (detail.current ?? 0) : 0, total }
    if (state === 'downloading' && total > 0) this.#bytes.set(id, { done: part.done, total })
    const bytes = this.#bytes.get(id)
    if (bytes && (state === 'verifying' || state === 'downloaded' || over(part))) {
      bytes.done = bytes.total
      Object.assign(part, bytes)
    }
    this.#parts.set(id, part)
  }
}
