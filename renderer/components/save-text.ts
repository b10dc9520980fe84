/** Hands a text to the person as a file, by the browser's own download; a byte order mark in it stays. */
export function saveText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has begun by then; the text must not stay in memory.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
