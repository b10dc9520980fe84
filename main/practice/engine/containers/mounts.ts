import { EngineError } from '../route.ts'
import type { ContainerConfig, HostConfig } from './container-config.ts'
import type { MountPoint } from './container-record.ts'

/** `source:destination[:mode]` with drive letters in both parts, `name:destination`, or a pipe on both sides. */
const BIND =
  /^(?:(?<source>[a-zA-Z]:[\\/][^:]*|\\\\[.?]\\pipe\\[^:]+|[a-zA-Z0-9][\w.-]*):)?(?<destination>[a-zA-Z]:(?:[\\/][^:]*)?|\\\\[.?]\\pipe\\[^:]+)(?::(?<mode>ro|rw))?$/i

/** The mounts of a container: binds, `--mount` and volumes; throws an EngineError 400 as the engine's Windows parser does. */
export function mountsOf(
  config: ContainerConfig,
  host: HostConfig,
  take: (name: string, driver: string, destination: string) => MountPoint,
): MountPoint[] {
  const mounts: MountPoint[] = []
  for (const bind of host.Binds ?? []) {
    const parts = BIND.exec(bind)?.groups
    if (!parts?.destination) throw new EngineError(400, `invalid volume specification: '${bind}'`)
    mounts.push(one(parts.source ?? '', parts.destination, parts.mode?.toLowerCase() !== 'ro', bind))
  }
  for (const mount of host.Mounts ?? []) {
    if (!['bind', 'volume', 'npipe'].includes(mount.Type)) {
      throw new EngineError(400, `invalid mount config for type "${mount.Type}": mount type unknown`)
    }
    if (!mount.Target)
      throw new EngineError(400, `invalid mount config for type "${mount.Type}": field Target must not be empty`)
    if (mount.Type === 'bind' && !mount.Source) {
      throw new EngineError(400, 'invalid mount config for type "bind": field Source must not be empty')
    }
    mounts.push(
      mount.Type === 'volume'
        ? volume(mount.Source ?? '', mount.Target, mount.ReadOnly !== true)
        : one(mount.Source, mount.Target, mount.ReadOnly !== true, mount.Source),
    )
  }
  for (const destination of Object.keys(config.Volumes ?? {})) {
    if (mounts.some((mount) => mount.Destination.toLowerCase() === destination.toLowerCase())) continue
    if (!/^[a-zA-Z]:/.test(destination)) throw new EngineError(400, `invalid volume specification: '${destination}'`)
    mounts.push(volume('', destination, true))
  }
  return mounts

  function volume(name: string, destination: string, writable: boolean): MountPoint {
    refuseDestination(destination, destination)
    return { ...take(name, host.VolumeDriver || 'local', destination), RW: writable }
  }

  function one(source: string, destination: string, writable: boolean, whole: string): MountPoint {
    refuseDestination(destination, whole)
    if (/^\\\\[.?]\\pipe\\/.test(source)) {
      return { Type: 'npipe', Source: source, Destination: destination, Mode: '', RW: writable, Propagation: '' }
    }
    if (!/^[a-zA-Z]:/.test(source)) return volume(source, destination, writable)
    return {
      Type: 'bind',
      Source: source.toLowerCase().replaceAll('/', '\\'),
      Destination: destination.toLowerCase().replaceAll('/', '\\'),
      Mode: writable ? '' : 'ro',
      RW: writable,
      Propagation: '',
    }
  }
}

function refuseDestination(destination: string, whole: string): void {
  if (/^c:[\\/]?$/i.test(destination)) {
    throw new EngineError(
      400,
      `invalid volume specification: '${whole}': destination path (${destination}) cannot be 'c:' or 'c:\\'`,
    )
  }
}
