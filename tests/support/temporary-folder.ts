import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A private folder under the system's temporary folder. */
export type TemporaryFolder = { path: string; remove: () => void }

const open = new Set<string>()
process.on('exit', () => {
  for (const path of open) removeFolder(path)
})

/** Makes a private folder; `remove` deletes it, and what is still there when the process ends goes then. */
export function temporaryFolder(prefix = 'slipway-test-'): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), prefix))
  open.add(path)
  return {
    path,
    remove: () => {
      open.delete(path)
      removeFolder(path)
    },
  }
}

function removeFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 })
  } catch {
    // Something in it is still mounted or open: better a leftover in /tmp than a failed test.
  }
}

/** Leaves a folder alone when this process ends: for what several test processes share. */
export function keepFolder(path: string): void {
  open.delete(path)
}
