/** Names that Windows gives to devices, with any extension (learn.microsoft.com, "Naming Files, Paths, and Namespaces"). */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=$|[.\s])/i
/** Bytes in UTF-8 that every common file system takes in one name. */
const LONGEST = 255

/**
 * A name that is safe for a file on any system, made of one that came out of a container: one path segment, no device,
 * no alternate stream (`:`), no trailing dot or space, no control or direction characters. Never empty.
 */
export function cleanName(name: string): string {
  const segment = name.split(/[\\/]/).filter(Boolean).at(-1) ?? ''
  const plain = segment
    .normalize('NFC')
    // C0, C1, and characters that turn the direction of text: "gpj.exe" would read "exe.jpg".
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g, '')
    // Half of a surrogate pair has no UTF-8.
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')
    .replace(/[<>:"|?*]/g, '_')
  const cut = cutToBytes(trimEnd(plain.replace(/^\s+/, '')), LONGEST - 1)
  const trimmed = trimEnd(cut)
  if (trimmed === '') return 'file'
  return RESERVED.test(trimmed) ? `_${trimmed}` : trimmed
}

function trimEnd(name: string): string {
  return name.replace(/[.\s]+$/, '')
}

function cutToBytes(name: string, bytes: number): string {
  let cut = name
  while (Buffer.byteLength(cut) > bytes) cut = cut.slice(0, -1).replace(/[\ud800-\udbff]$/, '')
  return cut
}
