import { parsePortSpec } from '../../../../preload/contract/grammar/ports.ts'
import type { VolumeRow } from './rows.ts'

/** What a shell replaces in a path: `$(pwd)`, `${PWD}`, `` `pwd` ``, `%cd%`; and `$PWD` where the path begins. */
const SHELL_PART = /\$\([^)]*\)|\$\{[^}]*\}|`[^`]*`|%[a-z_]\w*%|^\$(?:env:)?\w+/i
/** A `-v` value whose source begins so, in its parts. */
const SHELL_VOLUME = new RegExp(`^((?:${SHELL_PART.source})[^:]*):([a-z]:[^:]*|[^:]*)(?::(.*))?$`, 'is')

/** What of a mount's source only a shell could have put in; undefined where nothing is. */
export function shellPartOf({ source }: VolumeRow): string | undefined {
  return SHELL_PART.exec(source.trim())?.[0]
}

/** The row of a `-v` value whose source is for a shell to put in; undefined for any other. */
export function fromShellVolume(text: string): VolumeRow | undefined {
  const [, source, target, mode = ''] = SHELL_VOLUME.exec(text) ?? []
  if (source === undefined || target === undefined) return undefined
  const options = mode.split(',').filter((option) => option !== '' && option !== 'ro' && option !== 'rw')
  return { source, target, readOnly: mode.split(',').includes('ro'), options: options.join(',') }
}

/** Rows (their places in `specs`) that publish on a port of the host which another row has taken, with that port. */
export function takenPorts(specs: readonly string[]): Map<number, string> {
  const owners = new Map<string, string[]>()
  const taken = new Map<number, string>()
  specs.forEach((text, index) => {
    const parsed = parsePortSpec(text)
    if (!parsed.ok) return
    for (const { hostIp = '', hostPort, protocol } of parsed.value) {
      // Of a range the engine picks a free one.
      if (!hostPort || hostPort.includes('-') || hostPort === '0') continue
      const key = `${hostPort}/${protocol}`
      const ip = hostIp === '0.0.0.0' || hostIp === '::' ? '' : hostIp
      const others = owners.get(key) ?? []
      if (others.some((other) => other === ip || other === '' || ip === '')) taken.set(index, hostPort)
      owners.set(key, [...others, ip])
    }
  })
  return taken
}
