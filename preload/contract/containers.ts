import { eventIterator, type } from '@orpc/contract'
import { z } from 'zod'
import { call, containerRef, onContainer, onMachine } from './base.ts'
import type { BesideHost } from './beside-host.ts'
import { type ContainerSpec, containerSpecSchema } from './container-spec.ts'
import type { Explained } from './explained.ts'
import type { LiveEvent } from './live.ts'

export interface PortRow {
  ip: string
  privatePort: number
  /** Null when only exposed. */
  publicPort: number | null
  protocol: string
}

export interface ContainerRow {
  /** The full 64-digit id. */
  id: string
  name: string
  image: string
  imageId: string
  command: string
  /** Milliseconds since the epoch. */
  created: number
  state: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead'
  /** The engine's own words, e.g. "Up 3 minutes (healthy)". */
  status: string
  /**
   * Since when it is in this state, ms since the epoch, as exact as the engine's words were when they were read; null
   * when they name no time. The words themselves grow old: no event tells that time passes.
   */
  stateSince?: number | null
  exitCode: number | null
  health: 'healthy' | 'unhealthy' | 'starting' | null
  ports: PortRow[]
  networks: string[]
  composeProject: string | null
  composeService: string | null
  labels: Record<string, string>
}

export interface ContainerDetails {
  row: ContainerRow
  tty: boolean
  openStdin: boolean
  isolation: string
  restartPolicy: string
  /** ms since the epoch, null when it never started. */
  startedAt: number | null
  finishedAt: number | null
  /** The engine's inspect answer as JSON text, for the searchable view. */
  inspect: string
  /** As the create form would be filled for the same container. */
  spec: ContainerSpec
  /** Settings of the container that the form does not carry. */
  notCarried: string[]
}

/** One sample of GET /containers/{id}/stats, made equal for Windows and Linux. */
export interface StatsSample {
  /** ms since the epoch. */
  at: number
  /** Per cent of all processors, 0-100. */
  cpu: number
  /** Bytes. */
  memory: number
  memoryLimit: number | null
  /** Bytes a second since the sample before. */
  networkIn: number
  networkOut: number
  diskRead: number
  diskWrite: number
  processes: number | null
}

const containerActionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start') }),
  z.object({ kind: z.literal('stop'), seconds: z.number().int().min(0).max(3600).optional() }),
  z.object({ kind: z.literal('restart'), seconds: z.number().int().min(0).max(3600).optional() }),
  z.object({ kind: z.literal('pause') }),
  z.object({ kind: z.literal('unpause') }),
  z.object({
    kind: z.literal('kill'),
    signal: z
      .string()
      .regex(/^[A-Z0-9+]{1,20}$/)
      .optional(),
  }),
  z.object({ kind: z.literal('remove'), force: z.boolean(), volumes: z.boolean() }),
])
export type ContainerAction = z.infer<typeof containerActionSchema>

export interface ActionResult {
  container: string
  error: Explained | null
}

/** What would be lost; shown before a removal is confirmed. */
export interface RemovalLoss {
  container: string
  name: string
  running: boolean
  /** Bytes in the writable layer; null when the engine does not say. */
  writableBytes: number | null
  /** Volumes without a name, which go with `volumes: true`. */
  anonymousVolumes: string[]
}

const limitsSchema = z.object({
  /** Number of processors, e.g. 1.5; 0 takes the limit away. */
  cpus: z.number().min(0).max(1024).optional(),
  /** Bytes; 0 takes the limit away. */
  memory: z.number().int().min(0).optional(),
  restartPolicy: z
    .object({
      name: z.enum(['no', 'always', 'unless-stopped', 'on-failure']),
      maximumRetryCount: z.number().int().min(0).optional(),
    })
    .optional(),
})
export type Limits = z.infer<typeof limitsSchema>

const logOptionsSchema = z.object({
  follow: z.boolean(),
  timestamps: z.boolean(),
  /** Seconds since the epoch, fractions allowed. */
  since: z.number().min(0).optional(),
  until: z.number().min(0).optional(),
  /** Last lines only; all when absent. */
  tail: z.number().int().min(0).optional(),
  stdout: z.boolean(),
  stderr: z.boolean(),
})
export type LogOptions = z.infer<typeof logOptionsSchema>

export const containers = {
  /** K1: all containers of an engine, live from its events. */
  watch: call.input(onMachine).output(eventIterator(type<LiveEvent<ContainerRow>>())),
  inspect: call.input(onContainer).output(type<ContainerDetails>()),
  create: call
    .input(onMachine.extend({ spec: containerSpecSchema, start: z.boolean() }))
    .output(type<{ id: string; warnings: string[]; startError: Explained | null }>()),
  /** K3: one action on one or many; each has its own result. */
  act: call
    .input(onMachine.extend({ containers: z.array(containerRef).min(1).max(5000), action: containerActionSchema }))
    .output(type<ActionResult[]>()),
  previewRemoval: call
    .input(onMachine.extend({ containers: z.array(containerRef).min(1).max(5000) }))
    .output(type<RemovalLoss[]>()),
  rename: call.input(onContainer.extend({ name: containerRef })).output(type<void>()),
  updateLimits: call.input(onContainer.extend({ limits: limitsSchema })).output(type<{ warnings: string[] }>()),
  commit: call
    .input(
      onContainer.extend({
        reference: z.string().max(512),
        message: z.string().max(2000),
        author: z.string().max(200),
        pause: z.boolean(),
      }),
    )
    .output(type<{ image: string }>()),
  top: call.input(onContainer).output(type<{ titles: string[]; processes: string[][] }>()),
  /** K5: its processes matched with the host's; only where the host can be asked, else `host-not-readable`. */
  besideHost: call.input(onContainer).output(type<BesideHost>()),
  /** K4: changed files; kind 0 changed, 1 added, 2 deleted (the engine's numbers). */
  changes: call.input(onContainer).output(type<{ path: string; kind: 0 | 1 | 2 }[]>()),
  /** K4: a sample a second while anyone looks. */
  stats: call.input(onContainer).output(eventIterator(type<StatsSample>())),
  /** K4: logs as records (log-records.ts) on a binary channel; the page opens the channel by this id. */
  openLogs: call.input(onContainer.extend({ options: logOptionsSchema })).output(type<{ channel: number }>()),
  /** The whole log as one file; a one-time address below the page's own origin. */
  downloadLogs: call.input(onContainer.extend({ options: logOptionsSchema })).output(type<{ address: string }>()),
  /** Networks to choose from in the create form. */
  networks: call.input(onMachine).output(type<{ name: string; driver: string }[]>()),
  /** Volumes with a name to choose from in the create form. */
  volumes: call.input(onMachine).output(type<{ name: string; driver: string }[]>()),
}
