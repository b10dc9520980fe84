/** What a case shows: one value a factor, as `{ windows: '2022', place: 'metal' }`. */
export type Factors = Readonly<Record<string, string>>

/**
 * The fewest cases, by a greedy choice, in which every pair of values of two factors occurs that occurs in any case at
 * all. The order of the given cases decides between equals, so that the choice is the same each time.
 */
export function choosePairwise<Case>(cases: readonly Case[], factorsOf: (one: Case) => Factors): Case[] {
  const open = new Set(cases.flatMap((one) => pairsOf(factorsOf(one))))
  const chosen: Case[] = []
  while (open.size > 0) {
    let best: { one: Case; pairs: string[] } | null = null
    for (const one of cases) {
      const pairs = pairsOf(factorsOf(one)).filter((pair) => open.has(pair))
      if (pairs.length > (best?.pairs.length ?? 0)) best = { one, pairs }
    }
    if (!best) break
    chosen.push(best.one)
    for (const pair of best.pairs) open.delete(pair)
  }
  return chosen
}

export function pairsOf(factors: Factors): string[] {
  const values = Object.entries(factors).map(([factor, value]) => `${factor}=${value}`)
  return values.flatMap((first, place) => values.slice(place + 1).map((second) => `${first} ${second}`))
}
