/** `10/30/2026  05:12 AM`: a time as cmd's dir shows it; practice containers run on UTC. */
export function dateTime(time: number): string {
  const date = new Date(time)
  return `${shortDate(date)}  ${clock(date, 2)}`
}

/** `10/30/2026` */
export function shortDate(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(date.getUTCMonth() + 1)}/${two(date.getUTCDate())}/${date.getUTCFullYear()}`
}

/** `05:12 AM`, with seconds when asked; `digits` of the hour at least. */
export function clock(date: Date, digits: 1 | 2, seconds = false): string {
  const hour = date.getUTCHours() % 12 || 12
  const minutes = String(date.getUTCMinutes()).padStart(2, '0')
  const rest = seconds ? `:${String(date.getUTCSeconds()).padStart(2, '0')}` : ''
  return `${String(hour).padStart(digits, '0')}:${minutes}${rest} ${date.getUTCHours() < 12 ? 'AM' : 'PM'}`
}
