import { SlipwayError } from '../../../preload/contract/explained.ts'

export type TextEncodingName = 'utf-8' | 'utf-16le'

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf])
const UTF16_MARK = Buffer.from([0xff, 0xfe])

/** Bytes as text that would be written back as the same bytes; else refused with `not-text`. */
export function decodeText(bytes: Buffer): { text: string; encoding: TextEncodingName; byteOrderMark: boolean } {
  if (bytes.subarray(0, 2).equals(UTF16_MARK)) {
    const text = decode(bytes.subarray(2), 'utf-16le')
    return { text, encoding: 'utf-16le', byteOrderMark: true }
  }
  const byteOrderMark = bytes.subarray(0, 3).equals(UTF8_MARK)
  const text = decode(byteOrderMark ? bytes.subarray(3) : bytes, 'utf-8')
  if (text.includes('\0')) throw notText()
  return { text, encoding: 'utf-8', byteOrderMark }
}

/** Text as the bytes of a file. */
export function encodeText(file: { text: string; encoding: TextEncodingName; byteOrderMark: boolean }): Buffer {
  const bytes = Buffer.from(file.text, file.encoding === 'utf-8' ? 'utf8' : 'utf16le')
  if (!file.byteOrderMark) return bytes
  return Buffer.concat([file.encoding === 'utf-8' ? UTF8_MARK : UTF16_MARK, bytes])
}

function decode(bytes: Buffer, encoding: TextEncodingName): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw notText()
  }
}

function notText(): SlipwayError {
  return new SlipwayError({
    code: 'not-text',
    message: 'This file is not text that can be edited here.',
    cause: 'It is neither UTF-8 nor UTF-16 with a byte-order mark.',
    remedy: 'Download it and open it with a program for its kind.',
  })
}
