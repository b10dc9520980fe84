import type { ContainerSpec } from '../../../../preload/contract/container-spec.ts'
import type { EngineOs } from '../../../../preload/contract/grammar/parsed.ts'
import { joinArgv } from './argv.ts'
import { fromPort, fromVolume, type PortRow, type VolumeRow } from './rows.ts'

/** One variable or label as it is typed. */
export type PairRow = { name: string; value: string }
export type MemoryUnit = 'B' | 'KiB' | 'MiB' | 'GiB'
/** Bytes of each unit that memory can be typed in. */
export const memoryUnits: Record<MemoryUnit, number> = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 }

/** K2: everything as it stands in the form: numbers and lists are the text that was typed. */
export interface FormValues {
  image: string
  platform: string
  name: string
  command: string
  /** Keep the image's, replace it, or run without one (`--entrypoint ""`). */
  entrypointKind: 'image' | 'replace' | 'none'
  entrypoint: string
  interactive: boolean
  tty: boolean
  /** Open an attached terminal after the start; only asked for with both of the above. */
  attach: boolean
  user: string
  workingDirectory: string
  restartPolicy: ContainerSpec['restartPolicy']['name']
  maximumRetryCount: string
  autoRemove: boolean
  stopTimeout: string
  init: boolean
  isolation: ContainerSpec['isolation']
  cpuKind: 'cpus' | 'count' | 'percent'
  cpuAmount: string
  memory: string
  memoryUnit: MemoryUnit
  privileged: boolean
  readOnlyRootfs: boolean
  capAdd: string
  capDrop: string
  credentialSpec: string
  storageSize: string
  network: string
  hostname: string
  ports: PortRow[]
  dns: string
  volumes: VolumeRow[]
  environment: PairRow[]
  labels: PairRow[]
}

/** A spec as the form shows it; the way back is `readForm`. */
export function toFormValues(spec: ContainerSpec, os: EngineOs): FormValues {
  const { entrypoint } = spec
  return {
    image: spec.image,
    platform: spec.platform ?? '',
    name: spec.name ?? '',
    command: joinArgv(spec.command, os),
    entrypointKind:
      entrypoint === undefined ? 'image' : entrypoint.length === 1 && entrypoint[0] === '' ? 'none' : 'replace',
    entrypoint: entrypoint === undefined ? '' : joinArgv(entrypoint, os),
    interactive: spec.interactive,
    tty: spec.tty,
    attach: true,
    user: spec.user ?? '',
    workingDirectory: spec.workingDirectory ?? '',
    restartPolicy: spec.restartPolicy.name,
    maximumRetryCount: spec.restartPolicy.maximumRetryCount ? String(spec.restartPolicy.maximumRetryCount) : '',
    autoRemove: spec.autoRemove,
    stopTimeout: spec.stopTimeout === undefined ? '' : String(spec.stopTimeout),
    init: spec.init,
    isolation: spec.isolation,
    ...cpuOf(spec),
    ...memoryOf(spec.memory),
    privileged: spec.privileged,
    readOnlyRootfs: spec.readOnlyRootfs,
    capAdd: spec.capAdd.join(' '),
    capDrop: spec.capDrop.join(' '),
    credentialSpec: spec.credentialSpec ?? '',
    storageSize: spec.storageSize ?? '',
    network: spec.network ?? '',
    hostname: spec.hostname ?? '',
    ports: spec.ports.map(fromPort),
    dns: spec.dns.join(' '),
    volumes: spec.volumes.map((text) => fromVolume(text, os)),
    environment: spec.environment.map((row) => ({ ...row })),
    labels: spec.labels.map((row) => ({ ...row })),
  }
}

function cpuOf(spec: ContainerSpec): Pick<FormValues, 'cpuKind' | 'cpuAmount'> {
  if (spec.cpuCount !== undefined) return { cpuKind: 'count', cpuAmount: String(spec.cpuCount) }
  if (spec.cpuPercent !== undefined) return { cpuKind: 'percent', cpuAmount: String(spec.cpuPercent) }
  return { cpuKind: 'cpus', cpuAmount: spec.cpus === undefined ? '' : String(spec.cpus) }
}

/** Bytes in the largest unit that shows them whole. */
export function memoryOf(bytes: number | undefined): Pick<FormValues, 'memory' | 'memoryUnit'> {
  if (bytes === undefined) return { memory: '', memoryUnit: 'MiB' }
  const whole = (['GiB', 'MiB', 'KiB', 'B'] as const).find((unit) => bytes % memoryUnits[unit] === 0) ?? 'B'
  return { memory: String(bytes / memoryUnits[whole]), memoryUnit: whole }
}
