const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']
const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']

function inUnits(bytes: number, step: number, units: readonly string[]): string {
  let value = bytes
  let unit = 0
  while (value >= step - 0.5 && unit < units.length - 1) {
    value /= step
    unit += 1
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1
  return `${value.toFixed(digits)} ${units[unit]}`
}

/** Bytes in decimal units, as docker writes them: 1.2 GB. */
export function formatBytes(bytes: number): string {
  return inUnits(bytes, 1000, UNITS)
}

/** Memory in binary units, as it is sold and as `docker stats` writes it: 2.1 MiB, 16 GiB. */
export function formatMemory(bytes: number): string {
  return inUnits(bytes, 1024, BINARY).replace('.0 ', ' ')
}

const STEPS: readonly [number, Intl.RelativeTimeFormatUnit][] = [
  [60, 'second'],
  [60, 'minute'],
  [24, 'hour'],
  [7, 'day'],
  [4.35, 'week'],
  [12, 'month'],
  [Number.POSITIVE_INFINITY, 'year'],
]
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** "3 minutes ago"; `at` and `now` in ms since the epoch. */
export function formatAgo(at: number, now = Date.now()): string {
  let value = (at - now) / 1000
  for (const [size, unit] of STEPS) {
    if (Math.abs(Math.round(value)) < size) return relative.format(Math.round(value), unit)
    value /= size
  }
  return ''
}

/** "4 s", "2 min 5 s", "1 h 3 min". */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
