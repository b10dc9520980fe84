import { eventIterator, type } from '@orpc/contract'
import { z } from 'zod'
import { call } from './base.ts'
import type { LiveEvent } from './live.ts'

/** Characters of a machine's file; a hundred VMs are less. */
export const machineFileLimit = 600_000

/** A Windows machine that the practice host can be. */
export interface PracticePreset {
  name: string
  /** One line on what it shows. */
  description: string
  /** Its computer name before anything was done to it; empty where its file cannot be read. */
  hostName: string
  /** Kept by a person, not Slipway's own. */
  own: boolean
}

/** What a person may change about the practice machine, beside what its own cmdlets change. */
const practiceSwitchesSchema = z.strictObject({
  /** The account of the session is an administrator. */
  administrator: z.boolean(),
  /** Second level address translation. */
  slat: z.boolean(),
  /** Virtualization switched on in the firmware. */
  firmware: z.boolean(),
  /** Windows Update and downloads can be reached. */
  internet: z.boolean(),
  /** Windows waits for a restart. */
  restartPending: z.boolean(),
  diskFull: z.boolean(),
})
export type PracticeSwitches = z.infer<typeof practiceSwitchesSchema>

/** What is made to go wrong; what is not used up at once stays until it is set back. */
const practiceFaultsSchema = z.strictObject({
  /** Milliseconds that each step of a pull waits. */
  slowPull: z.number().int().min(0).max(60_000),
  /** The text of the engine's next answer, which is 500; null: none. */
  failNextCall: z.string().min(1).max(500).nullable(),
  /** Milliseconds that each cmdlet takes longer. */
  slowCmdlets: z.number().int().min(0).max(60_000),
  /** The session with the host is lost at the next change: before it, or after it was done. */
  loseSession: z.enum(['before', 'after']).nullable(),
  /** The machine loses its power in the middle of the next change. */
  powerLoss: z.boolean(),
})
export type PracticeFaults = z.infer<typeof practiceFaultsSchema>

/** P1, P2: the practice host as it stands. */
export interface PracticeRow {
  id: string
  preset: string
  hostName: string
  /** `Windows Server 2022 Datacenter, build 20348.2700`. */
  windows: string
  engine: { version: string | null; state: 'running' | 'stopped' | 'not-installed' }
  /** Where anybody's docker client reaches it while it runs. */
  url: string
  switches: PracticeSwitches
  faults: PracticeFaults
}

export const practice = {
  watch: call.output(eventIterator(type<LiveEvent<PracticeRow>>())),
  /** Slipway's machines, then the person's own. */
  presets: call.output(type<PracticePreset[]>()),
  /** Keeps the Windows of the machine that the practice host is, under a name; containers and images are no part of it. */
  saveOwn: call
    .input(
      z.object({
        name: z.string().max(200),
        description: z.string().trim().max(200),
        /** Takes the place of the one that has this name. */
        replace: z.boolean().default(false),
      }),
    )
    .output(type<void>()),
  /** With its containers and images. The practice host becomes Slipway's first machine where it was this one. */
  deleteOwn: call.input(z.object({ name: z.string().min(1).max(200) })).output(type<void>()),
  /** The machine as a file to hand on. */
  exportMachine: call.output(type<{ name: string; text: string }>()),
  /** Keeps the machine of such a file as the person's own, under its own name unless one is given. */
  importMachine: call
    .input(z.object({ text: z.string().max(machineFileLimit), name: z.string().max(200).nullable() }))
    .output(type<{ name: string }>()),
  /** Becomes another machine; each keeps its own state. */
  choose: call.input(z.object({ preset: z.string().min(1).max(80) })).output(type<void>()),
  /** Machine and engine back to their first state. */
  reset: call.output(type<void>()),
  change: call.input(practiceSwitchesSchema.partial()).output(type<void>()),
  fault: call.input(practiceFaultsSchema.partial()).output(type<void>()),
  /** Ends every open connection to the engine, which goes on. */
  dropConnections: call.output(type<void>()),
  /** As Windows does it, with its own refusals: the service does not start on a faulty daemon.json. */
  engine: call.input(z.object({ do: z.enum(['start', 'stop', 'restart', 'kill']) })).output(type<void>()),
  /** The engine's daemon.json on the practice machine; null where there is none. */
  readDaemonJson: call.output(type<{ text: string | null }>()),
  writeDaemonJson: call.input(z.object({ text: z.string().max(100_000) })).output(type<void>()),
}
