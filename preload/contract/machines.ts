import { eventIterator, type } from '@orpc/contract'
import { z } from 'zod'
import { call, machineId, onMachine } from './base.ts'
import type { Explained } from './explained.ts'
import type { LiveEvent } from './live.ts'

/** A PEM part of a TLS connection: a file on the machine that runs Slipway, or text kept by Slipway. */
const pemSchema = z.discriminatedUnion('from', [
  z.object({ from: z.literal('file'), path: z.string().min(1) }),
  z.object({ from: z.literal('text'), pem: z.string().min(1).max(200_000) }),
])
/** The client key: a file, or kept in the keychain (`kept`; its text is only ever sent in, in `secrets.key`). */
const keySchema = z.discriminatedUnion('from', [
  z.object({ from: z.literal('file'), path: z.string().min(1) }),
  z.object({ from: z.literal('kept') }),
])

const tlsSchema = z.object({
  /** False only by the person's own choice, under a visible warning. */
  verify: z.boolean(),
  /** Null: the system's own authorities. */
  ca: pemSchema.nullable(),
  certificate: pemSchema.nullable(),
  key: keySchema.nullable(),
  /** Name to expect in the certificate instead of the host's. */
  serverName: z.string().optional(),
})
export type TlsSettings = z.infer<typeof tlsSchema>

const sshSchema = z.object({
  authentication: z.enum(['agent', 'key', 'password']),
  keyFile: z.string().optional(),
})
export type SshSettings = z.infer<typeof sshSchema>

/** What a person fills in for a saved connection. */
export const connectionDraftSchema = z.object({
  name: z.string().trim().min(1).max(80),
  /** `npipe:////./pipe/NAME`, `unix:///PATH`, `tcp://HOST:PORT` or `ssh://[USER@]HOST[:PORT]`. */
  url: z.string().trim().min(1).max(500),
  tls: tlsSchema.nullable(),
  ssh: sshSchema.nullable(),
})
export type ConnectionDraft = z.infer<typeof connectionDraftSchema>

/** Travels only towards main, which puts it into the keychain. An empty string forgets the kept one. */
const connectionSecretsSchema = z.object({
  key: z.string().max(200_000).optional(),
  keyPassphrase: z.string().max(1000).optional(),
  password: z.string().max(1000).optional(),
})
export type ConnectionSecrets = z.infer<typeof connectionSecretsSchema>

/** What the engine says of itself (GET /version and /info). */
export interface EngineFacts {
  os: 'windows' | 'linux'
  /** e.g. "Microsoft Windows Server Version 24H2 (OS Build 26100.4061)" or "Debian GNU/Linux 12". */
  operatingSystem: string
  /** Windows build of the host, e.g. 26100; null on Linux. */
  build: number | null
  /** A Windows client (10, 11) rather than a Server; null on Linux. */
  windowsClient: boolean | null
  architecture: string
  version: string
  /** Negotiated version that Slipway speaks, and the engine's own range. */
  apiVersion: string
  maxApiVersion: string
  minApiVersion: string
  /** 'process' or 'hyperv' on Windows, null on Linux. */
  defaultIsolation: 'process' | 'hyperv' | null
  hostName: string
  cpus: number
  /** Bytes. */
  memory: number
  storageDriver: string
  dataFolder: string
  registry: string
}

export type MachineState =
  | { kind: 'closed' }
  | { kind: 'connecting'; since: number }
  | { kind: 'connected'; since: number }
  /** Lost, tried again by itself; `nextAttempt` in ms since the epoch. */
  | { kind: 'reconnecting'; since: number; attempt: number; nextAttempt: number; error: Explained }
  | { kind: 'failed'; since: number; error: Explained }

export interface MachineRow {
  id: string
  name: string
  url: string
  /** Where the connection comes from; only `saved` ones can be changed. */
  source: 'saved' | 'local' | 'environment' | 'context' | 'practice'
  /** The one that the docker CLI itself would use: DOCKER_HOST, then the current context, then the default. */
  cliDefault: boolean
  /** The one that pages speak of until the person chooses another. */
  first: boolean
  /** 'none' on pipe, socket and ssh, 'plain' for TCP without TLS, 'unverified' when the check was turned off. */
  encryption: 'none' | 'plain' | 'verified' | 'unverified'
  state: MachineState
  facts: EngineFacts | null
  /** Something about the definition itself is wrong (a context whose file cannot be read). */
  problem: Explained | null
}

export type ConnectionTest =
  | { ok: true; facts: EngineFacts; milliseconds: number }
  | { ok: false; error: Explained; milliseconds: number }

/** C5: a connection written out for the command line. */
export interface WrittenOut {
  powershell: string
  cmd: string
  bash: string
  context: string
  /** What the person must still do, e.g. export the client key that Slipway keeps; may be empty. */
  notes: string[]
}

export const machines = {
  /** C2, C3: every known connection, live. */
  watch: call.output(eventIterator(type<LiveEvent<MachineRow>>())),
  /** Opens the connection and keeps it open; resolves at once, its state tells the rest. */
  open: call.input(onMachine).output(type<void>()),
  close: call.input(onMachine).output(type<void>()),
  /** Tries at once instead of waiting for the back-off to end. */
  retry: call.input(onMachine).output(type<void>()),
  /** A saved connection as it may be edited; secrets are only named, never returned. */
  read: call
    .input(onMachine)
    .output(type<{ draft: ConnectionDraft; kept: { key: boolean; keyPassphrase: boolean; password: boolean } }>()),
  add: call
    .input(z.object({ draft: connectionDraftSchema, secrets: connectionSecretsSchema }))
    .output(type<{ id: string }>()),
  edit: call
    .input(onMachine.extend({ draft: connectionDraftSchema, secrets: connectionSecretsSchema }))
    .output(type<void>()),
  rename: call.input(onMachine.extend({ name: z.string().trim().min(1).max(80) })).output(type<void>()),
  remove: call.input(onMachine).output(type<void>()),
  /** Dials once and asks for the facts; `machine` lets it use the secrets kept for a saved one. */
  test: call
    .input(z.object({ draft: connectionDraftSchema, secrets: connectionSecretsSchema, machine: machineId.optional() }))
    .output(type<ConnectionTest>()),
  /** Writes the host key with exactly this fingerprint to known_hosts, once the person has compared it. */
  trustHostKey: call
    .input(z.object({ host: z.string().min(1).max(300), fingerprint: z.string().min(1).max(200) }))
    .output(type<void>()),
  /** Looks again for the local engine, DOCKER_HOST and contexts. */
  rediscover: call.output(type<void>()),
  writeOut: call.input(onMachine).output(type<WrittenOut>()),
  /** Writes a Docker context of this name as the CLI would; refused when the name is taken. */
  saveContext: call
    .input(
      onMachine.extend({
        name: z
          .string()
          .regex(/^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$/)
          .max(80),
      }),
    )
    .output(type<{ name: string }>()),
}
