/** A health check as the API writes it; times in nanoseconds, 0 takes the default. */
export interface Healthcheck {
  Test?: string[]
  Interval?: number
  Timeout?: number
  StartPeriod?: number
  StartInterval?: number
  Retries?: number
}

/** What was found of a container's health. */
export interface Health {
  Status: 'starting' | 'healthy' | 'unhealthy'
  FailingStreak: number
  Log: HealthResult[]
}

export interface HealthResult {
  Start: string
  End: string
  ExitCode: number
  Output: string
}

const LEAST = 1_000_000

/** What the engine says to values that it does not take [moby daemon/container.go validateHealthCheck]; null when it takes all. */
export function healthcheckProblem(check: Healthcheck): string | null {
  for (const name of ['Interval', 'Timeout'] as const) {
    const value = check[name] ?? 0
    if (value !== 0 && value < LEAST) return `${name} in Healthcheck cannot be less than 1ms`
  }
  if ((check.Retries ?? 0) < 0) return 'Retries in Healthcheck cannot be negative'
  for (const name of ['StartPeriod', 'StartInterval'] as const) {
    const value = check[name] ?? 0
    if (value !== 0 && value < LEAST) return `${name} in Healthcheck cannot be less than 1ms`
  }
  return null
}

/** What is not said is the image's, each value for itself. */
export function overImage(own: Healthcheck | undefined, image: Healthcheck | undefined): Healthcheck | undefined {
  if (!own || !image) return own ?? image
  const merged: Healthcheck = { ...image, ...withoutEmpty(own) }
  return merged
}

function withoutEmpty(check: Healthcheck): Healthcheck {
  return Object.fromEntries(
    Object.entries(check).filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value !== 0)),
  )
}

/** `1m30s`, as Go writes a duration; nanoseconds. */
export function goDuration(nanoseconds: number): string {
  if (nanoseconds === 0) return '0s'
  if (nanoseconds < 1_000_000_000) return `${nanoseconds / 1_000_000}ms`
  const seconds = nanoseconds / 1_000_000_000
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  const rest = `${Number((seconds % 60).toFixed(9))}s`
  return hours > 0 ? `${hours}h${minutes}m${rest}` : minutes > 0 ? `${minutes}m${rest}` : rest
}

const UNITS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 }

/** Nanoseconds of `1m30s`; null for what Go does not read. */
export function readGoDuration(text: string): number | null {
  const [, sign = '', rest = ''] = /^([-+]?)(.*)$/s.exec(text) ?? []
  if (rest === '0') return 0
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/.test(rest)) return null
  let total = 0
  for (const [, number = '0', unit = 's'] of rest.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/g)) {
    total += Number(number) * (UNITS[unit] ?? 0)
  }
  return sign === '-' ? -total : total
}
