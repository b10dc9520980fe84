import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What makes the runner, in the order in which it is hashed. */
export const runnerFiles = ['runner.ps1', 'call.ps1', 'native.ps1', 'files.ps1', 'Slipway.psm1'] as const

/**
 * The folder of the runner: beside the program's archive where it is packed (PowerShell reads files only), else in the
 * checkout, from the sources or from the build.
 */
export function findRunnerFolder(from: string = __dirname): string {
  const unpacked = from.replace(/([\\/])app\.asar([\\/])/, '$1app.asar.unpacked$2')
  const steps = ['../../../assets/powershell', '../../assets/powershell', '../../../../assets/powershell']
  const found = steps.map((step) => join(unpacked, step)).find((folder) => existsSync(join(folder, 'runner.ps1')))
  if (!found) throw new Error(`The PowerShell runner is not where it belongs: no assets/powershell above ${from}`)
  return found
}

/** SHA-256 of the runner and all that it loads, in hexadecimal digits: what an elevated start is bound to. */
export function hashRunner(folder: string): string {
  const hash = createHash('sha256')
  for (const name of runnerFiles) {
    const text = readFileSync(join(folder, name))
    hash.update(`${name}\0${text.length}\0`).update(text)
  }
  return hash.digest('hex')
}

/** Slipway's own module as text, from which an exported script takes the functions that it calls. */
export function readModule(folder: string): string {
  return readFileSync(join(folder, 'Slipway.psm1'), 'utf8')
}
