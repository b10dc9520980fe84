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

// An engine that starts makes its socket or pipe first and hands it to the group a moment later; one that is updated
// takes its docker command away for a while.
const passing = /^((pipe|socket)-access-denied|ssh-no-docker)$/

/** So many of them in a row are borne where the engine worked before: a minute and a half of the pauses above. */
export const borne = 9

/** True for failures that are final at first, but often pass where the engine worked before. */
export function mayPass(code: string): boolean {
  return passing.test(code)
}
