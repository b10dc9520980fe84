import { type EngineOs, type Parsed, refused, understood } from './parsed.ts'

/** One `-v` value. A bind has a path of the engine's host, a volume a name; an anonymous volume has neither. */
export type VolumeMount = {
  kind: 'bind' | 'volume' | 'anonymous' | 'pipe'
  source?: string
  target: string
  readOnly: boolean
  /** The options as written, e.g. `ro,z`. */
  mode?: string
}

/** What stands at a path of the engine's host; undefined where it cannot be looked at. */
export type LookAtPath = (path: string) => 'directory' | 'file' | 'missing' | undefined

/**
 * Splits a `-v` value as the docker CLI does without knowing the engine: a colon after a single letter is a drive
 * (docker/cli internal/volumespec). `limit` is the most parts, the last taking the rest; undefined means refused.
 */
export function splitVolume(text: string, limit = -1): string[] | undefined {
  if (text === '' || text.startsWith(':')) return undefined
  const parts: string[] = []
  let left = 0
  for (let right = 1; right < text.length; right++) {
    if (limit >= 0 && parts.length >= limit) break
    if (text.charAt(right) !== ':') continue
    const maybeDrive = /[a-zA-Z]/.test(text.charAt(right - 1))
    const before = right > 1 ? text.charAt(right - 2) : ':'
    if (maybeDrive && (before === ':' || before === '\\')) continue
    parts.push(text.slice(left, right))
    left = right + 1
  }
  if (left < text.length) {
    if (limit >= 0 && parts.length >= limit) parts[limit - 1] += text.slice(left - 1)
    else parts.push(text.slice(left))
  }
  return parts
}

/** Reads a `-v` value as an engine of that system does. `look` lets a Windows source path be checked where it can be. */
export function parseVolume(text: string, engineOs: EngineOs, look: LookAtPath = () => undefined): Parsed<VolumeMount> {
  return engineOs === 'windows' ? parseWindowsVolume(text, look) : parseLinuxVolume(text)
}

const linuxModes = /^(?:rw|ro|z|Z|nocopy|(?:r?(?:private|shared|slave))|consistent|cached|delegated)$/
const volumeName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/

/** moby daemon/volume/mounts/linux_parser.go, with a Windows client's drive letter let through as the CLI does. */
function parseLinuxVolume(text: string): Parsed<VolumeMount> {
  if (text === '') return refused('The volume is empty')
  const drive = /^[a-zA-Z]:[\\/]/.test(text)
  const parts = drive ? text.slice(2).split(':') : text.split(':')
  if (drive) parts[0] = text.slice(0, 2) + (parts[0] ?? '')
  const empty = parts.indexOf('')
  if (empty >= 0) return refused('There is an empty section between colons', parts.slice(0, empty).join(':').length)
  if (parts.length > 3)
    return refused('There are too many colons: SOURCE:TARGET:OPTIONS', parts.slice(0, 3).join(':').length)
  const [first = '', second, mode] = parts
  const target = second ?? first
  const targetAt = second === undefined ? 0 : first.length + 1
  if (!target.startsWith('/')) {
    return second !== undefined && target.split(',').every((option) => linuxModes.test(option))
      ? refused('A volume without a source cannot have options', targetAt)
      : refused('The path in the container must be absolute', targetAt)
  }
  if (/^\/+$/.test(target)) return refused('The path in the container cannot be /', targetAt)
  if (second === undefined) return understood({ kind: 'anonymous', target, readOnly: false })
  const unknown = mode?.split(',').find((option) => !linuxModes.test(option))
  if (unknown !== undefined) return refused(`"${unknown}" is not a volume option`, targetAt + target.length + 1)
  const bind = first.startsWith('/') || first.startsWith('.') || first.startsWith('~') || drive
  if (!bind && !volumeName.test(first)) {
    return refused('A volume name has two or more letters, digits, _ . or -, and begins with a letter or digit', 0)
  }
  const readOnly = mode?.split(',').includes('ro') ?? false
  return understood({ kind: bind ? 'bind' : 'volume', source: first, target, readOnly, ...(mode && { mode }) })
}

// moby daemon/volume/mounts/windows_parser.go; rxHostDir is written without its nested repetition, which backtracks.
const part = '[^\\\\/:*?"<>|\\r\\n]+'
const hostDir = `(?:\\\\\\\\\\?\\\\)?[a-z]:[\\\\/](?:${part}(?:[\\\\/]${part})*[\\\\/]?)?`
const pipe = '[/\\\\]{2}\\.[/\\\\]pipe[/\\\\][^:*?"<>|\\r\\n]+'
const windowsSpec = new RegExp(
  `^(?:(${hostDir}|${part}|${pipe}):)?((?:\\\\\\\\\\?\\\\)?[a-z]:(?:[\\\\/]${part})*[\\\\/]?|${pipe})(?::(ro|rw))?$`,
  'i',
)
const reservedName = /^(?:con|prn|nul|aux|com[1-9]|lpt[1-9])$/i
const pipePath = new RegExp(`^${pipe}$`, 'i')

function parseWindowsVolume(text: string, look: LookAtPath): Parsed<VolumeMount> {
  const match = windowsSpec.exec(text)
  const [, source, target = '', mode] = match ?? []
  // A mode needs a source: the engine's check of `d:\path:ro` ends in the same refusal.
  if (!match || (mode && source === undefined)) {
    return refused('This is an invalid volume specification: SOURCE:TARGET[:ro], for example C:\\data:C:\\app\\data')
  }
  const targetAt = source === undefined ? 0 : source.length + 1
  const readOnly = mode?.toLowerCase() === 'ro'
  const rest = { target, readOnly, ...(mode && { mode }) }
  if (/^c:[\\/]?$/i.test(target)) return refused("The path in the container cannot be 'c:' or 'c:\\'", targetAt)
  if (source === undefined) {
    if (look(target) === 'file') return refused('Only directories can be mapped on this platform', 0)
    return pipePath.test(target)
      ? refused('A named pipe needs a source: \\\\.\\pipe\\NAME:\\\\.\\pipe\\NAME', 0)
      : understood({ kind: 'anonymous', ...rest })
  }
  if (pipePath.test(source)) {
    if (!pipePath.test(target)) return refused(`'${target}' is not a valid pipe path`, targetAt)
    return understood({ kind: 'pipe', source, ...rest })
  }
  if (pipePath.test(target)) return refused(`'${source}' is not a valid pipe path`, 0)
  if (!source.includes(':')) {
    if (reservedName.test(source)) return refused(`'${source}' cannot be a reserved word for Windows filenames`, 0)
    return understood({ kind: 'volume', source, ...rest })
  }
  const seen = look(source)
  if (seen === 'missing') return refused(`The source path does not exist: ${source}`, 0)
  if (seen === 'file') return refused('The source path must be a directory', 0)
  return understood({ kind: 'bind', source, ...rest })
}
