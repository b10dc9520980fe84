/** WCAG 2.1 AA for text. */
const ENOUGH = 4.5

type Rgb = readonly [number, number, number]

function parse(colour: string): Rgb | null {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)
  if (hex)
    return [Number.parseInt(hex[1] ?? '', 16), Number.parseInt(hex[2] ?? '', 16), Number.parseInt(hex[3] ?? '', 16)]
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour)
  if (short)
    return parse(
      `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join('')}`,
    )
  const rgb = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour)
  return rgb ? [Number(rgb[1]), Number(rgb[2]), Number(rgb[3])] : null
}

/** Relative luminance, WCAG 2.1. */
function luminance([red, green, blue]: Rgb): number {
  const part = (value: number): number => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
}

/** Contrast of two colours, 1 to 21; 21 when one of them cannot be read. */
export function contrast(one: string, other: string): number {
  const first = parse(one)
  const second = parse(other)
  if (!first || !second) return 21
  const [high, low] = [luminance(first), luminance(second)].sort((a, b) => b - a)
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05)
}

const known = new Map<string, string>()

/** The colour itself where it can be read on that ground, else the nearest step towards white or black that can. */
export function readableOn(colour: string, ground: string): string {
  const key = `${colour} ${ground}`
  const before = known.get(key)
  if (before) return before
  const from = parse(colour)
  const behind = parse(ground)
  let result = colour
  if (from && behind && contrast(colour, ground) < ENOUGH) {
    const target = luminance(behind) > 0.18 ? 0 : 255
    for (let step = 1; step <= 20 && contrast(result, ground) < ENOUGH; step++) {
      const [red, green, blue] = from.map((value) => Math.round(value + ((target - value) * step) / 20))
      result = `rgb(${red}, ${green}, ${blue})`
    }
  }
  if (known.size > 4000) known.clear()
  known.set(key, result)
  return result
}
