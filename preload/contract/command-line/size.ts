const units = ['', 'k', 'm', 'g', 't', 'p'] as const

/** Reads a size as the docker CLI does (docker/go-units RAMInBytes: powers of 1024): `512m`, `1.5GiB`, `1024`. Bytes, or undefined. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+\.?\d*|\.\d+) ?(?:([kmgtp])(?:i?b)?|b)?$/i.exec(text)
  if (!match) return undefined
  const power = units.indexOf((match[2] ?? '').toLowerCase() as (typeof units)[number])
  return Math.trunc(Number(match[1]) * 1024 ** power)
}

/** Writes bytes as the largest whole unit: 536870912 is `512m`. */
export function formatSize(bytes: number): string {
  let power = 0
  let rest = bytes
  while (power < units.length - 1 && rest > 0 && rest % 1024 === 0) {
    rest /= 1024
    power++
  }
  return `${rest}${units[power] || 'b'}`
}
