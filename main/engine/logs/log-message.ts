/** One message as the engine kept it: a whole line, or a piece of a long one (the engine cuts at 16 KB). */
export interface LogMessage {
  stream: 1 | 2
  /** The engine's stamp, RFC 3339 with nanoseconds; empty when the log driver gives none. */
  timestamp: string
  /** Without stamp and line end. Shares memory with the packet. */
  content: Buffer
  /** The line ends here. */
  endsLine: boolean
  /** It ends with \r\n: what Windows programs and terminals write. */
  returns?: boolean
}

/** `2006-01-02T15:04:05.000000000` and then `Z ` or `+07:00 ` (moby pkg/jsonmessage RFC3339NanoFixed). */
const STAMP = 29
const LF = 10
const CR = 13

/** Length of the stamp with its space at `at`, 0 when there is none. */
export function stampLength(bytes: Buffer, at: number): number {
  const is = (offset: number, character: number) => bytes[at + offset] === character
  // '-', 'T', ':' and '.' in their places, then the zone.
  if (!is(4, 45) || !is(7, 45) || !is(10, 84) || !is(13, 58) || !is(16, 58) || !is(19, 46)) return 0
  if (is(STAMP, 90)) return is(STAMP + 1, 32) ? STAMP + 2 : 0
  return (is(STAMP, 43) || is(STAMP, 45)) && is(STAMP + 6, 32) ? STAMP + 7 : 0
}

/** Makes a message of the bytes from `from` to `to`, which begin with a stamp when there is one. */
export function toMessage(stream: 1 | 2, bytes: Buffer, from: number, to: number): LogMessage {
  const stamp = stampLength(bytes, from)
  const timestamp = stamp > 0 && from + stamp <= to ? bytes.toString('latin1', from, from + stamp - 1) : ''
  const start = timestamp === '' ? from : from + stamp
  const endsLine = to > start && bytes[to - 1] === LF
  const end = endsLine ? to - 1 : to
  const returns = endsLine && end > start && bytes[end - 1] === CR
  return { stream, timestamp, content: bytes.subarray(start, returns ? end - 1 : end), endsLine, returns }
}
