import type { MachineState } from './state.ts'

/** The key of a file, without regard to case; slashes may lean either way. */
function keyOf(machine: MachineState, path: string): string | null {
  const wanted = path.replace(/\//g, '\\').toLowerCase()
  return Object.keys(machine.files).find((key) => key.toLowerCase() === wanted) ?? null
}

/** The text of a file on the machine; null when there is none. */
export function readFile(machine: MachineState, path: string): string | null {
  const key = keyOf(machine, path)
  return key === null ? null : (machine.files[key] ?? null)
}

/** True for a file, and for a folder that has one below it. */
export function pathExists(machine: MachineState, path: string): boolean {
  const wanted = path.replace(/\//g, '\\').replace(/\\+$/, '').toLowerCase()
  return Object.keys(machine.files).some(
    (key) => key.toLowerCase() === wanted || key.toLowerCase().startsWith(`${wanted}\\`),
  )
}

export function writeFile(machine: MachineState, path: string, text: string): void {
  machine.files[keyOf(machine, path) ?? path.replace(/\//g, '\\')] = text
}

export function removeFile(machine: MachineState, path: string): boolean {
  const key = keyOf(machine, path)
  if (key === null) return false
  delete machine.files[key]
  return true
}

/** How a file that is no UTF-8 text is kept. */
const binary = 'data:application/octet-stream;base64,'

export function readFileBytes(machine: MachineState, path: string): Uint8Array | null {
  const text = readFile(machine, path)
  if (text === null) return null
  return text.startsWith(binary) ? Buffer.from(text.slice(binary.length), 'base64') : Buffer.from(text, 'utf8')
}

export function writeFileBytes(machine: MachineState, path: string, bytes: Uint8Array): void {
  const text = Buffer.from(bytes).toString('utf8')
  writeFile(
    machine,
    path,
    Buffer.from(text, 'utf8').equals(bytes) ? text : binary + Buffer.from(bytes).toString('base64'),
  )
}
