import { SlipwayError } from '../../preload/contract/explained.ts'

/** The newest and the oldest API that Slipway knows; moby engines 20.10 (1.41) to 29.7 (1.55) meet it. */
const newestApi = '1.55'
const oldestApi = '1.40'

/** Compares two versions `1.N` by number: 1.9 is below 1.41. */
export function compareApi(left: string, right: string): number {
  const [leftMajor = 0, leftMinor = 0] = left.split('.').map(Number)
  const [rightMajor = 0, rightMinor = 0] = right.split('.').map(Number)
  return leftMajor - rightMajor || leftMinor - rightMinor
}

/** The version to speak with an engine of this range. Throws `engine-too-old` or `engine-too-new`. */
export function negotiateApi(engineNewest: string, engineOldest: string, release: string): string {
  const engine = `Engine ${release}`.trim()
  if (compareApi(engineNewest, oldestApi) < 0) {
    throw new SlipwayError({
      code: 'engine-too-old',
      message: `${engine} is too old: it speaks API ${engineNewest}, and Slipway needs ${oldestApi}.`,
      cause: 'Engines before 20.10 lack calls that Slipway relies on.',
      remedy: 'Update the engine.',
    })
  }
  if (compareApi(engineOldest, newestApi) > 0) {
    throw new SlipwayError({
      code: 'engine-too-new',
      message: `${engine} is newer than this Slipway: it speaks API ${engineOldest} and later, Slipway up to ${newestApi}.`,
      cause: 'The engine no longer answers clients of this age.',
      remedy: 'Update Slipway, or set "min-api-version" in the engine’s daemon.json.',
      action: { kind: 'copy', label: 'Copy the daemon.json line', text: `"min-api-version": "${newestApi}"` },
    })
  }
  return compareApi(engineNewest, newestApi) < 0 ? engineNewest : newestApi
}
