import { describe } from 'vitest'

/**
 * Like `describe`, but where `condition` is false the tests in it are registered as skipped, with `reason` in their
 * names (the end of `npm test` lists them) and a line on the console: nothing is left out in silence.
 */
export function describeWhere(condition: boolean, reason: string, name: string, tests: () => void): void {
  if (condition) {
    describe(name, () => tests())
    return
  }
  console.warn(`*** SKIPPED: ${name}: ${reason}`)
  describe.skip(`${name} [${reason}]`, () => tests())
}
