/** Newest API version of each engine release, newest first [moby tags, api/common.go]. */
const NEWEST: readonly (readonly [major: number, minor: number, api: string])[] = [
  [29, 6, '1.55'],
  [29, 3, '1.54'],
  [29, 2, '1.53'],
  [29, 0, '1.52'],
  [28, 3, '1.51'],
  [28, 2, '1.50'],
  [28, 1, '1.49'],
  [28, 0, '1.48'],
  [27, 0, '1.47'],
  [26, 0, '1.45'],
  [25, 0, '1.44'],
  [24, 0, '1.43'],
  [23, 0, '1.42'],
  [0, 0, '1.41'],
]

/** The API versions that an engine of this release speaks by default: `28.5.2` → 1.24 to 1.51. */
export function apiRange(engineVersion: string): { newest: string; oldest: string } {
  const [major = 0, minor = 0] = engineVersion.split('.').map(Number)
  const entry = NEWEST.find(([ofMajor, ofMinor]) => major > ofMajor || (major === ofMajor && minor >= ofMinor))
  // 29.0 raised the minimum to 1.44, 29.3.0 lowered it to 1.40.
  const oldest = major >= 29 ? (major === 29 && minor < 3 ? '1.44' : '1.40') : '1.24'
  return { newest: entry?.[2] ?? '1.41', oldest }
}

/** Below zero when `a` is older than `b`: compared part by part as numbers, as the engine does. */
export function compareApi(a: string, b: string): number {
  const left = a.split('.').map(Number)
  const right = b.split('.').map(Number)
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** The major version of an engine: `28.5.2` → 28. */
export function engineMajor(engineVersion: string): number {
  return Number(engineVersion.split('.')[0])
}
