import { z } from 'zod'
import { explainedSchema } from '../../preload/contract/explained.ts'
import { hostFactsSchema } from '../../preload/contract/setup-facts.ts'
import { procedureChoiceSchema } from '../../preload/contract/setup-procedures.ts'
import type { Call, Value } from './call.ts'
import { callErrorSchema } from './call-error-schema.ts'
import type { Evidence } from './condition.ts'

/** ISO 8601, UTC. */
const at = z.string()
const value: z.ZodType<Value> = z.json()
const reading = z.record(z.string(), value)
const evidence: z.ZodType<Evidence> = z.record(
  z.string(),
  z.object({ objects: z.array(reading).nullable(), exitCode: z.number().nullable() }),
)
const target = z.union([z.literal(['host', 'client']), z.object({ vm: z.string() })])
const call: z.ZodType<Call> = z.union([
  z
    .object({
      run: z.string(),
      with: reading.exactOptional(),
      on: target.exactOptional(),
      take: z.array(z.string()).exactOptional(),
    })
    .strict(),
  z.object({ native: z.string(), args: z.array(z.string()), on: target.exactOptional() }).strict(),
])
const errors = z.array(callErrorSchema)
const step = z.string()

/** One line of a journal. Times are this machine's; `boot` is the host's boot time, ms since the epoch. */
export const journalEntrySchema = z.discriminatedUnion('type', [
  /** Always the first line, and only there: what the plan is made from. */
  z.object({
    type: z.literal('run'),
    at,
    version: z.literal(1),
    id: z.string(),
    title: z.string(),
    target: z.string(),
    by: z.string(),
    program: z.string(),
    /** SHA-256 over the plan and its calls as they were reviewed. */
    plan: z.string(),
    /** SHA-256 over the steps as data: the procedures must still make the same. */
    shape: z.string(),
    procedures: z.array(procedureChoiceSchema),
    facts: hostFactsSchema,
  }),
  /** Another process took the run up again. */
  z.object({ type: z.literal('resumed'), at, by: z.string() }),
  /** Looked at and found done; `restart`: applied earlier, and it waits for a restart. */
  z.object({ type: z.literal('satisfied'), at, step, restart: z.boolean() }),
  /** Written before the first call of an apply, with what was looked at. */
  z.object({ type: z.literal('apply'), at, step, evidence, calls: z.array(call), boot: z.number().nullable() }),
  z.object({
    type: z.literal('answer'),
    at,
    step,
    /** Place of the call in its apply or undo. */
    call: z.number(),
    objects: z.array(reading),
    errors,
    exitCode: z.number().nullable(),
    output: z.string(),
  }),
  /** Looked at again and found done; `restart`: it takes effect only after one. */
  z.object({ type: z.literal('applied'), at, step, evidence, restart: z.boolean() }),
  z.object({ type: z.literal('failed'), at, step, error: explainedSchema }),
  z.object({ type: z.literal('skipped'), at, step, by: z.string() }),
  /** The host is about to be restarted, or waits for a person to do it. */
  z.object({ type: z.literal('restart'), at, step, boot: z.number() }),
  z.object({ type: z.literal('restarted'), at, step, boot: z.number() }),
  z.object({ type: z.literal('undo'), at, step, calls: z.array(call), boot: z.number().nullable() }),
  z.object({ type: z.literal('undone'), at, step, restart: z.boolean() }),
  /** That Windows starts the program again after the next logon, by this command line; or no longer does. */
  z.object({
    type: z.literal('continuation'),
    at,
    registered: z.boolean(),
    command: z.string(),
    /** Why Windows does not. */
    error: explainedSchema.nullable(),
  }),
  /** Read once more at the end. */
  z.object({ type: z.literal('facts'), at, facts: hostFactsSchema }),
  z.object({ type: z.literal('ended'), at, state: z.enum(['done', 'cancelled', 'failed', 'undone', 'paused']) }),
])
export type JournalEntry = z.infer<typeof journalEntrySchema>
export type RunEntry = Extract<JournalEntry, { type: 'run' }>
/** An entry before the journal puts the time on it. */
export type NewEntry = JournalEntry extends infer Entry
  ? Entry extends JournalEntry
    ? Omit<Entry, 'at'>
    : never
  : never
