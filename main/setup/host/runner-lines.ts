import { z } from 'zod'
import { callErrorSchema } from '../call-error-schema.ts'

const value: z.ZodType<unknown> = z.unknown()

const item = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('object'), value: z.record(z.string(), value) }),
  z.object({ kind: z.literal('error'), value: callErrorSchema }),
  z.object({
    kind: z.literal('stream'),
    stream: z.enum(['output', 'error', 'warning', 'verbose', 'information', 'progress']),
    text: z.string(),
    percent: z.number().nullish(),
  }),
  z.object({ kind: z.literal('native'), exitCode: z.number(), output: z.string(), errorOutput: z.string() }),
])

/** One line of what comes of a call. */
export type RunnerItem = z.infer<typeof item>

/** Who and what answers at the other end of a session. */
const opened = z.object({
  version: z.string(),
  edition: z.string(),
  computer: z.string(),
  user: z.string(),
  windows: z.boolean(),
  elevated: z.boolean(),
  process: z.number(),
})
export type Opened = z.infer<typeof opened>

const refused = z.object({
  refused: z.enum(['language-mode', 'connect', 'language', 'load', 'plan']),
  mode: z.string().optional(),
  error: z.object({ kind: z.literal('error'), value: callErrorSchema }).optional(),
})
export type Refused = z.infer<typeof refused>

/** How a call ended: `gave-up` when it would not be stopped, `lost` when the session broke under it. */
const ends = ['completed', 'stopped', 'gave-up', 'lost'] as const

const line = z.union([
  z.object({ opened }),
  refused,
  z.object({ id: z.number(), item }),
  z.object({ id: z.number(), ended: z.enum(ends) }),
])

/** A line of the runner, or null for what something else has written to its standard output. */
export function readRunnerLine(text: string): z.infer<typeof line> | null {
  if (!text.startsWith('{')) return null
  try {
    return line.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** A message to the runner: JSON in ASCII only, whatever code page stands between. */
export function writeRunnerLine(message: object): string {
  const text = JSON.stringify(message).replace(
    /[^ -~]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `${text}\n`
}
