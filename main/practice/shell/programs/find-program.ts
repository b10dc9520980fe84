import type { Environment } from '../environment.ts'
import type { Found, ProgramFinder } from '../program.ts'
import { baseName, parentOf, resolvePath, statPath } from '../windows-path.ts'
import type { ShellWorld } from '../world.ts'
import { notSimulated } from './not-simulated.ts'
import { imagePrograms, windowsPrograms } from './table.ts'

const system = 'C:\\Windows\\System32'
const extensions = ['.com', '.exe', '.bat', '.cmd']

/**
 * The program that a command's name means: one of Windows' own by name or by its path in System32, or a file of the
 * tree in the folder or on PATH that is a batch file or a program known by name. Null when there is none.
 */
function findProgram(name: string, world: ShellWorld, folder: string, environment: Environment): Found | null {
  const wanted = name.replaceAll('/', '\\')
  if (wanted === '' || /["<>|*?]/.test(wanted)) return null
  if (!wanted.includes('\\') && !wanted.includes(':')) {
    return own(wanted, world) ?? inFolder(resolvePath(folder, wanted), world) ?? onPath(wanted, world, environment)
  }
  const path = resolvePath(folder, wanted)
  const place = parentOf(path).toLowerCase()
  const native = own(baseName(path), world)
  if (native?.kind === 'program' && place === parentOf(native.path).toLowerCase()) return native
  return inFolder(path, world)
}

function own(name: string, world: ShellWorld): Found | null {
  const key = name.toLowerCase().replace(/\.exe$|\.com$/, '')
  const program = windowsPrograms[key]
  if (!program || !Object.hasOwn(windowsPrograms, key)) return null
  const folder = key === 'powershell' ? `${system}\\WindowsPowerShell\\v1.0` : system
  const path = `${folder}\\${program.file}`
  // Where the image has its System32, what was deleted from it is gone.
  const there = statPath(world.files, `${system}\\cmd.exe`)
    ? statPath(world.files, path) !== null
    : program.present(world)
  return there ? { kind: 'program', file: program.file, path, run: program.run } : null
}

function inFolder(path: string, world: ShellWorld): Found | null {
  for (const candidate of [path, ...extensions.map((it) => path + it)]) {
    const found = statPath(world.files, candidate)
    if (found?.kind !== 'file') continue
    const file = found.name.toLowerCase()
    if (/\.(bat|cmd)$/.test(file)) return { kind: 'batch', path: candidate }
    const run = Object.hasOwn(imagePrograms, file) ? imagePrograms[file] : undefined
    if (run) return { kind: 'program', file: found.name, path: candidate, run }
    const native = own(file, world)
    if (native && file.endsWith('.exe')) return native
    if (/\.(exe|com)$/.test(file)) return { kind: 'program', file: found.name, path: candidate, run: notSimulated }
  }
  return null
}

function onPath(name: string, world: ShellWorld, environment: Environment): Found | null {
  for (const folder of (environment.get('PATH') ?? '').split(';')) {
    const found = folder.trim() === '' ? null : inFolder(resolvePath(folder.trim(), name), world)
    if (found) return found
  }
  return null
}

/** Finds programs among those of this folder. */
export const programFinder: ProgramFinder = {
  find: (name, place) => findProgram(name, place.world, place.folder, place.environment),
}
