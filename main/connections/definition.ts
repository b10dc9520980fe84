import type { SshSettings, TlsSettings } from '../../preload/contract/machines.ts'
import type { Endpoint } from './endpoint.ts'

/** All that is needed to dial an engine, but for secrets. */
export interface ConnectionDefinition {
  endpoint: Endpoint
  /** Null: plain TCP; no meaning on pipe, socket and SSH. */
  tls: TlsSettings | null
  /** Null on SSH: the agent. */
  ssh: SshSettings | null
}

/** Secrets of one connection, read when it is dialled. */
export interface Credentials {
  /** PEM of the client key. */
  key: string | null
  keyPassphrase: string | null
  password: string | null
}

/** Where the program runs; given, so that tests and doors decide. */
export interface Surroundings {
  env: NodeJS.ProcessEnv
  home: string
  platform: NodeJS.Platform
}
