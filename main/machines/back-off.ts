const first = 500
const longest = 30_000

/** Milliseconds before attempt `attempt` (0 is the first): doubled from 0.5 s to 30 s, a fifth more or less at random. */
export function backOff(attempt: number, random: () => number = Math.random): number {
  const base = Math.min(longest, first * 2 ** Math.min(attempt, 16))
  return Math.round(base * (0.8 + 0.4 * random()))
}

// Trying again changes nothing until a person acts: the definition, the certificate, the key or the account is wrong.
const final =
  /^(tls-|endpoint-|ssh-(?!no-answer)|engine-too-|plain-to-tls|tls-to-plain|secrets-|keychain-|context-|(pipe|socket)-access-denied)/

/** True for failures that no repetition mends. */
export function isFinal(code: string): boolean {
  return final.test(code)
}
