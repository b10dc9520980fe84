import type { HostFiles } from '../engine-host.ts'
import { EngineError } from '../route.ts'
import type { ContainerConfig, HostConfig } from './container-config.ts'
import type { MountPoint } from './container-record.ts'

/** `source:destination[:mode]` with drive letters in both parts, `name:destination`, or a pipe on both sides. */
const BIND =
  /^(?:(?<source>[a-zA-Z]:[\\/][^:]*|\\\\[.?]\\pipe\\[^:]+|[a-zA-Z0-9][\w.-]*):)?(?<destination>[a-zA-Z]:(?:[\\/][^:]*)?|\\\\[.?]\\pipe\\[^:]+)(?::(?<mode>ro|rw))?$/i

/**
 * The mounts of a container: binds, `--mount` and volumes; throws an EngineError 400 as the engine's Windows parser does
 * [moby volume/mounts/windows_parser.go].
 */
export function mountsOf(
  config: ContainerConfig,
  host: HostConfig,
  take: (name: string, driver: string, destination: string) => MountPoint,
  files?: HostFiles,
): MountPoint[] {
  const mounts: MountPoint[] = []
  for (const bind of host.Binds ?? []) {
    // The parser takes the whole in lower case.
    const parts = BIND.exec(bind.toLowerCase())?.groups
    if (!parts?.destination) throw new EngineError(400, `invalid volume specification: '${bind}'`)
    try {
      mounts.push(one(parts.source ?? '', parts.destination, parts.mode !== 'ro'))
    } catch (error) {
      if (!(error instanceof MountError)) throw error
      throw new EngineError(400, `invalid volume specification: '${bind}': ${error.message}`)
    }
  }
  for (const mount of host.Mounts ?? []) {
    try {
      mounts.push(ofSpec(mount))
    } catch (error) {
      if (!(error instanceof MountError)) throw error
      throw new EngineError(400, error.message)
    }
  }
  for (const destination of Object.keys(config.Volumes ?? {})) {
    if (mounts.some((mount) => mount.Destination.toLowerCase() === destination.toLowerCase())) continue
    if (!/^[a-zA-Z]:/.test(destination)) throw new EngineError(400, `invalid volume specification: '${destination}'`)
    try {
      mounts.push(volume('', destination, true))
    } catch (error) {
      if (!(error instanceof MountError)) throw error
      throw new EngineError(400, `invalid volume specification: '${destination}': ${error.message}`)
    }
  }
  return mounts

  function ofSpec(mount: NonNullable<HostConfig['Mounts']>[number]): MountPoint {
    const { Type: type } = mount
    if (!['bind', 'volume', 'npipe'].includes(type)) throw new MountError(type, 'mount type unknown')
    if (!mount.Target) throw new MountError(type, 'field Target must not be empty')
    if (type !== 'volume' && !mount.Source) throw new MountError(type, 'field Source must not be empty')
    return type === 'volume'
      ? volume(mount.Source ?? '', mount.Target, mount.ReadOnly !== true)
      : one(mount.Source, mount.Target, mount.ReadOnly !== true)
  }

  function volume(name: string, destination: string, writable: boolean): MountPoint {
    refuseDestination('volume', destination)
    return { ...take(name, host.VolumeDriver || 'local', destination), RW: writable }
  }

  function one(source: string, destination: string, writable: boolean): MountPoint {
    if (/^\\\\[.?]\\pipe\\/.test(source)) {
      refuseDestination('npipe', destination)
      return { Type: 'npipe', Source: source, Destination: destination, Mode: '', RW: writable, Propagation: '' }
    }
    if (!/^[a-zA-Z]:/.test(source)) return volume(source, destination, writable)
    refuseDestination('bind', destination)
    const place = withoutEnd(source)
    if (files) {
      const kind = files.kind(place)
      if (kind === null) throw new MountError('bind', `bind source path does not exist: ${source}`)
      if (kind === 'file') throw new MountError('bind', 'source path must be a directory')
    }
    return {
      Type: 'bind',
      Source: place,
      Destination: withoutEnd(destination),
      Mode: writable ? '' : 'ro',
      RW: writable,
      Propagation: '',
    }
  }
}

class MountError extends Error {
  constructor(type: string, why: string) {
    super(`invalid mount config for type "${type}": ${why}`)
  }
}

function withoutEnd(path: string): string {
  const text = path.replaceAll('/', '\\')
  return text.length > 3 ? text.replace(/\\$/, '') : text
}

function refuseDestination(type: string, destination: string): void {
  const path = destination.toLowerCase().replaceAll('/', '\\')
  if (path === 'c:' || path === 'c:\\') {
    throw new MountError(type, `destination path cannot be \`c:\` or \`c:\\\`: ${path}`)
  }
}
