import { z } from 'zod'

/** What Slipway itself can do about a failure: the button beside the remedy. */
const explainedActionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('retry') }),
  z.object({ kind: z.literal('edit-connection'), machine: z.string() }),
  z.object({ kind: z.literal('reconnect'), machine: z.string() }),
  z.object({
    kind: z.literal('trust-host-key'),
    machine: z.string(),
    host: z.string(),
    fingerprint: z.string(),
    keyType: z.string(),
  }),
  /** The host's name or address, to be named in this machine's TrustedHosts by the wizard for it. */
  z.object({ kind: z.literal('trust-remote-host'), host: z.string() }),
  z.object({ kind: z.literal('unlock-secrets') }),
  z.object({ kind: z.literal('open-page'), label: z.string(), path: z.string() }),
  z.object({ kind: z.literal('open-link'), label: z.string(), url: z.url({ protocol: /^https$/ }) }),
  z.object({ kind: z.literal('stop-container'), machine: z.string(), container: z.string() }),
  z.object({ kind: z.literal('start-container'), machine: z.string(), container: z.string() }),
  z.object({ kind: z.literal('use-hyperv') }),
  z.object({ kind: z.literal('force') }),
  z.object({ kind: z.literal('copy'), label: z.string(), text: z.string() }),
])
export type ExplainedAction = z.infer<typeof explainedActionSchema>

/** A failure as it crosses the boundary: always a value, never a stack. */
export const explainedSchema = z.object({
  /** Stable and kebab-case, e.g. `connection-refused`; `internal` for what nobody foresaw. */
  code: z.string(),
  /** What happened, one sentence. */
  message: z.string(),
  /** Why, in an administrator's words; empty when nothing is known. */
  cause: z.string(),
  /** What to do now. */
  remedy: z.string(),
  /** The raw text as it came, to be copied; for `internal` the id under which the log holds it. */
  detail: z.string(),
  action: explainedActionSchema.optional(),
})
export type Explained = z.infer<typeof explainedSchema>

/** A known failure, thrown by services; `main/api` sends its `explained` value to the page. */
export class SlipwayError extends Error {
  readonly explained: Explained
  constructor(explained: Omit<Explained, 'cause' | 'detail'> & Partial<Explained>, options?: { cause?: unknown }) {
    super(explained.message, options)
    this.name = 'SlipwayError'
    this.explained = { cause: '', detail: '', ...explained }
  }
}
