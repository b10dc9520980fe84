/**
 * What a terminal answers by itself to a program's questions: device attributes, status and cursor reports, mode
 * reports, window reports, colours, and strings (DCS). Nobody types these; only Ctrl+F3 looks like a cursor report.
 */
const REPLY = /^(?:\x1b\[[?>=]?[\d;]*(?:c|n|R|t|\$y)|\x1b\](?:4|1\d);[^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\)+$/

/** Replies are short: what is longer was pasted. */
const LONGEST = 512

/** True when the bytes are nothing but such answers. */
export function isTerminalReply(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x1b || bytes.length < 3 || bytes.length > LONGEST) return false
  return REPLY.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'))
}
