const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** A date by a .NET format of the English (United States) culture; times are UTC. */
export function formatDate(date: Date, how: string): string {
  const standard: Record<string, string> = {
    d: 'M/d/yyyy',
    D: 'dddd, MMMM d, yyyy',
    t: 'h:mm tt',
    T: 'h:mm:ss tt',
    g: 'M/d/yyyy h:mm tt',
    G: 'M/d/yyyy h:mm:ss tt',
    f: 'dddd, MMMM d, yyyy h:mm tt',
    F: 'dddd, MMMM d, yyyy h:mm:ss tt',
    s: "yyyy-MM-dd'T'HH:mm:ss",
    o: "yyyy-MM-dd'T'HH:mm:ss.fff0000'Z'",
    u: "yyyy-MM-dd HH:mm:ss'Z'",
  }
  const two = (value: number) => String(value).padStart(2, '0')
  const hour = date.getUTCHours()
  const parts: Record<string, string> = {
    yyyy: String(date.getUTCFullYear()),
    yy: two(date.getUTCFullYear() % 100),
    MMMM: monthNames[date.getUTCMonth()] ?? '',
    MMM: (monthNames[date.getUTCMonth()] ?? '').slice(0, 3),
    MM: two(date.getUTCMonth() + 1),
    M: String(date.getUTCMonth() + 1),
    dddd: dayNames[date.getUTCDay()] ?? '',
    ddd: (dayNames[date.getUTCDay()] ?? '').slice(0, 3),
    dd: two(date.getUTCDate()),
    d: String(date.getUTCDate()),
    HH: two(hour),
    H: String(hour),
    hh: two(hour % 12 || 12),
    h: String(hour % 12 || 12),
    mm: two(date.getUTCMinutes()),
    m: String(date.getUTCMinutes()),
    ss: two(date.getUTCSeconds()),
    s: String(date.getUTCSeconds()),
    fff: String(date.getUTCMilliseconds()).padStart(3, '0'),
    tt: hour < 12 ? 'AM' : 'PM',
  }
  return (standard[how] ?? how).replace(
    /'([^']*)'|yyyy|yy|MMMM|MMM|MM|M|dddd|ddd|dd|d|HH|H|hh|h|mm|m|ss|s|fff|tt/g,
    (word, quoted?: string) => quoted ?? parts[word] ?? word,
  )
}
