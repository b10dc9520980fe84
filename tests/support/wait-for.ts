/** Calls `look` until it gives a value other than undefined, null or false; throws after `seconds` with `what` named. */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  seconds = 20,
): Promise<T> {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== null && found !== false) return found
    if (Date.now() > end) throw new Error(`Waited ${seconds} s for ${what}`)
    await new Promise((done) => setTimeout(done, 50))
  }
}
