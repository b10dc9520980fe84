/** One column's width and the least that it may be narrowed to, in pixels. */
export interface ColumnWidth {
  size: number
  least: number
}

/**
 * Widths of columns in `room` pixels: narrowed towards their least where they are too wide together, each in proportion
 * to what it can spare. What is too wide even then scrolls, or, where `mayDrop`, the last ones are left out but for one.
 */
export function fitColumns(columns: readonly ColumnWidth[], room: number, mayDrop: boolean): number[] {
  const kept = [...columns]
  const least = () => kept.reduce((sum, column) => sum + column.least, 0)
  if (mayDrop) while (kept.length > 1 && least() > room) kept.pop()
  const whole = kept.reduce((sum, { size }) => sum + size, 0)
  const spare = whole - least()
  if (whole <= room || spare === 0) return kept.map(({ size }) => size)
  const share = Math.min(1, (whole - room) / spare)
  return kept.map(({ size, least: smallest }) => Math.floor(size - (size - smallest) * share))
}
