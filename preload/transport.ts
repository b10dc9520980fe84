/**
 * What the two doors have in common: one duplex of messages for calls (oRPC), and one of binary frames for bytes.
 *
 * Window: one MessagePort each, handed over by preload/index.ts with CONNECT_MESSAGE.
 * Browser: one WebSocket each, at SOCKET_PATHS, with the session as subprotocol (main/serve/sessions.ts).
 */

/** `postMessage` data that accompanies the two ports, [calls, channels]. */
export const CONNECT_MESSAGE = 'slipway:ports'

export const SOCKET_PATHS = { calls: '/socket/calls', channels: '/socket/channels' } as const
/** Subprotocol of both sockets; the session's own token follows as a second subprotocol. */
export const SOCKET_PROTOCOL = 'slipway.v1'

/** `more` on each part of an upload but the last; in the window a file travels in parts (main/window/upload-parts.ts). */
export const UPLOAD_PART_HEADER = 'x-slipway-part'

/**
 * Flow control, in bytes not yet acknowledged by the page. The source pauses above `high` and goes on below `low`;
 * the page acknowledges at least every `ack` bytes, which must not exceed `low` or the stream could stay paused
 * (the lesson of VS Code's FlowControlConstants). Output is gathered for `batchMilliseconds` before it is sent, or
 * until there is a `chunk`. A page parses some 30 MB/s: `low` bridges the 20 ms in which main may be busy otherwise,
 * and nobody waits longer than 70 ms for what was sent before (docs/performance.md has the measurements).
 */
export const FLOW = { high: 2_000_000, low: 1_200_000, ack: 100_000, batchMilliseconds: 5, chunk: 128 * 1024 } as const

/** Frame kinds, first byte of each frame; the next four are the channel's number, little-endian. */
export const FRAME = {
  /** main → page: bytes. */
  data: 0,
  /** page → main: a little-endian u32 count of bytes dealt with since the last one. */
  ack: 1,
  /** main → page: no more comes; the payload is JSON (ChannelEnd). */
  end: 2,
  /** page → main: bytes typed or pasted. */
  input: 3,
  /** page → main: starts the stream (nothing is sent before the page listens). */
  open: 4,
  /** page → main: the page let go. */
  close: 5,
} as const
export type FrameKind = (typeof FRAME)[keyof typeof FRAME]

/** Why a channel ended; `error` is an Explained value when it failed. */
export interface ChannelEnd {
  reason: 'done' | 'failed' | 'closed'
  error?: import('./contract/explained.ts').Explained
}

export interface Frame {
  kind: FrameKind
  channel: number
  payload: Uint8Array
}

const HEADER = 5

/** Puts the five header bytes before the payload (one copy). */
export function encodeFrame(kind: FrameKind, channel: number, payload: Uint8Array = new Uint8Array(0)): Uint8Array {
  const frame = new Uint8Array(HEADER + payload.length)
  frame[0] = kind
  new DataView(frame.buffer).setUint32(1, channel, true)
  frame.set(payload, HEADER)
  return frame
}

/** Reads a frame; the payload shares the bytes. Null when it is not a frame (too short, unknown kind). */
export function decodeFrame(bytes: Uint8Array): Frame | null {
  const kind = bytes[0]
  if (bytes.length < HEADER || kind === undefined || kind > FRAME.close) return null
  const channel = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1, true)
  return { kind: kind as FrameKind, channel, payload: bytes.subarray(HEADER) }
}

/** Payload of an `ack` frame. */
export function encodeCount(count: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, count, true)
  return bytes
}

/** Reads an `ack` payload; 0 when it is malformed. */
export function decodeCount(payload: Uint8Array): number {
  return payload.length === 4 ? new DataView(payload.buffer, payload.byteOffset).getUint32(0, true) : 0
}
