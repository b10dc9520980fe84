import type { EngineOs } from '../../../../preload/contract/grammar/parsed.ts'
import { parseVolume } from '../../../../preload/contract/grammar/volumes.ts'
import { fromShellVolume } from './row-problems.ts'

/** A published port as it is typed: `host` may lead with an address and may be empty (the engine picks one). */
export type PortRow = { host: string; container: string; protocol: 'tcp' | 'udp' | 'sctp' }
/** A mount as it is typed: an empty source is an anonymous volume; options are those besides `ro`. */
export type VolumeRow = { source: string; target: string; readOnly: boolean; options: string }

export const emptyPort: PortRow = { host: '', container: '', protocol: 'tcp' }
export const emptyVolume: VolumeRow = { source: '', target: '', readOnly: false, options: '' }

/** The `-p` value of a row; empty when nothing is typed. */
export function toPort({ host, container, protocol }: PortRow): string {
  const outside = host.trim()
  const inside = container.trim()
  if (outside === '' && inside === '') return ''
  // An address with a colon at its end leaves the port to the engine: 127.0.0.1::80.
  const led = outside === '' ? inside : `${outside}:${inside}`
  return protocol === 'tcp' ? led : `${led}/${protocol}`
}

/** The row of a `-p` value, understood or not. */
export function fromPort(text: string): PortRow {
  const [, led = text, written = ''] = /^(.*?)(?:\/(tcp|udp|sctp))?$/i.exec(text) ?? []
  const colon = led.lastIndexOf(':')
  const protocol = written.toLowerCase()
  return {
    host: colon < 0 ? '' : led.slice(0, colon),
    container: led.slice(colon + 1),
    protocol: protocol === 'udp' || protocol === 'sctp' ? protocol : 'tcp',
  }
}

/** The `-v` value of a row; empty when nothing is typed. */
export function toVolume({ source, target, readOnly, options }: VolumeRow): string {
  const from = source.trim()
  const to = target.trim()
  if (from === '' && to === '') return ''
  const mode = [...(readOnly ? ['ro'] : []), ...options.split(/[\s,]+/).filter(Boolean)].join(',')
  return `${from === '' ? '' : `${from}:`}${to}${mode === '' ? '' : `:${mode}`}`
}

/** The row of a `-v` value; one that is not understood stands whole in the target, with its problem beside it. */
export function fromVolume(text: string, os: EngineOs): VolumeRow {
  const shell = fromShellVolume(text)
  if (shell) return shell
  const parsed = parseVolume(text, os)
  if (!parsed.ok) return { ...emptyVolume, target: text }
  const { source = '', target, readOnly, mode = '' } = parsed.value
  const options = mode.split(',').filter((option) => option !== '' && option !== 'ro' && option !== 'rw')
  return { source, target, readOnly, options: options.join(',') }
}
