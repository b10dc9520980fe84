import { win32 } from 'node:path'
import type { Call, CallOutcome } from '../../call.ts'
import { type Place, placeCall } from './safe-place.ts'

/**
 * The security descriptors of what would be run with administrator rights, and of every folder above it, read through a
 * session without them. `paths`: the program, the runner's folder and each of its files, absolute.
 */
export async function lookAtPlaces(
  session: { invoke(call: Call): Promise<CallOutcome> },
  paths: readonly string[],
): Promise<Place[]> {
  const above = new Set(paths.flatMap(foldersAbove).filter((folder) => !paths.includes(folder)))
  const places: Place[] = []
  for (const path of [...paths, ...above]) {
    const { objects } = await session.invoke(placeCall(path))
    const sddl = objects[0]?.Sddl
    places.push({ path, sddl: typeof sddl === 'string' ? sddl : null, above: above.has(path) })
  }
  return places
}

function foldersAbove(path: string): string[] {
  const folder = win32.dirname(path)
  return folder === path ? [] : [folder, ...foldersAbove(folder)]
}
