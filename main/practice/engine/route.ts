import type { IncomingHttpHeaders } from 'node:http'
import type { Duplex, Readable } from 'node:stream'

/** One request to the practice engine, version prefix taken off and parsed. */
export interface EngineRequest {
  readonly method: string
  /** Decoded, without the version: `/containers/abc/json`. */
  readonly path: string
  /** Named parts of the route's pattern. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  /** `1.41`: what was asked for, or the engine's own when the path had none. */
  readonly apiVersion: string
  /** The body as it comes. */
  readonly stream: Readable
  /** The body as JSON, keys matched without regard to case as Go does; {} when empty. Throws an EngineError 400. */
  json(limit?: number): Promise<Record<string, unknown>>
  /** Aborted when the client goes away or the engine stops. */
  readonly signal: AbortSignal
}

/** How a route answers; exactly one of them is called. */
export interface EngineAnswer {
  json(status: number, body: unknown): void
  empty(status: number): void
  text(status: number, body: string, contentType?: string): void
  /** A body that comes in parts; ended by `end`. `write` resolves when the client can take more. */
  stream(
    status: number,
    headers: Record<string, string>,
  ): { write(part: string | Uint8Array): Promise<void>; end(): void }
  /** Takes the connection over, answered with 101 (Upgrade: tcp) or 200 as the engine does. */
  hijack(contentType: string): Duplex
  /** Takes the connection over as a WebSocket; throws an EngineError 400 where none was asked for. */
  webSocket(binary: boolean): Promise<Duplex>
}

export interface Route {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  /** `/containers/{id}/json`; a part `{name...}` takes the rest with its slashes. */
  readonly path: string
  handle(request: EngineRequest, answer: EngineAnswer): Promise<void>
}

/** A failure with the engine's own status and text. */
export class EngineError extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}
