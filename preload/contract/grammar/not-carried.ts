import { z } from 'zod'

const record = z.record(z.string(), z.unknown())

// What specFromInspect reads, and what the engine fills in by itself or the client tells about its own window.
const carriedConfig = new Set(
  'Hostname Image Cmd Entrypoint Env Labels User WorkingDir OpenStdin Tty StopTimeout Volumes AttachStdin AttachStdout AttachStderr StdinOnce ExposedPorts ArgsEscaped OnBuild'.split(
    ' ',
  ),
)
const carriedHost = new Set(
  'Binds PortBindings NetworkMode RestartPolicy AutoRemove Isolation CpuCount CpuPercent NanoCpus Memory StorageOpt SecurityOpt Dns Privileged ReadonlyRootfs Init CapAdd CapDrop ConsoleSize MaskedPaths ReadonlyPaths'.split(
    ' ',
  ),
)
/** Values that engines fill in where nothing was asked for, per key, as JSON. */
const usual: Record<string, readonly unknown[]> = {
  CgroupnsMode: ['host', 'private'],
  IpcMode: ['private', 'shareable'],
  ShmSize: [67108864],
  Runtime: ['runc', 'com.docker.hcsshim.v1', 'io.containerd.runhcs.v1'],
  MemorySwappiness: [-1],
  StopSignal: ['SIGTERM'],
}

/**
 * Settings of an inspected container that the create form cannot hold, in the engine's words, sorted. What the image's
 * config has as well (a health check) comes with the image and is not listed.
 */
export function notCarriedFrom(inspect: unknown, image: Record<string, unknown> = {}): string[] {
  const whole = record.parse(inspect)
  const config = record.parse(whole.Config)
  const host = record.parse(whole.HostConfig)
  const found = [
    ...Object.keys(config)
      .filter((key) => !carriedConfig.has(key) && set(key, config[key]) && !same(config[key], image[key]))
      .map((key) => `Config.${key}`),
    ...Object.keys(host)
      .filter((key) => !carriedHost.has(key) && set(key, host[key]) && !implied(key, host))
      .map((key) => `HostConfig.${key}`),
  ]
  const security = z.array(z.string()).catch([]).parse(host.SecurityOpt)
  // The engine itself adds label=disable to privileged containers.
  const implicit = host.Privileged === true ? ['label=disable'] : []
  if (security.some((option) => !option.startsWith('credentialspec=') && !implicit.includes(option))) {
    found.push('HostConfig.SecurityOpt')
  }
  const storage = record.catch({}).parse(host.StorageOpt)
  if (Object.keys(storage).some((key) => key !== 'size')) found.push('HostConfig.StorageOpt')
  return [...found, ...networksNotCarried(whole, host)].sort()
}

/** More networks than the one of the mode, fixed addresses and aliases are not in the form. */
function networksNotCarried(whole: Record<string, unknown>, host: Record<string, unknown>): string[] {
  const settings = record.catch({}).parse(whole.NetworkSettings)
  const networks = record.catch({}).parse(settings.Networks)
  const shortId = String(whole.Id ?? '').slice(0, 12)
  const found: string[] = []
  for (const [name, value] of Object.entries(networks)) {
    const endpoint = record.catch({}).parse(value)
    if (Object.keys(networks).length > 1 && name !== host.NetworkMode) found.push(`Networks.${name}`)
    if (set('IPAMConfig', endpoint.IPAMConfig)) found.push(`Networks.${name}.IPAMConfig`)
    const aliases = z.array(z.string()).catch([]).parse(endpoint.Aliases)
    if (aliases.some((alias) => alias !== shortId)) found.push(`Networks.${name}.Aliases`)
  }
  return found
}

function implied(key: string, host: Record<string, unknown>): boolean {
  // The engine sets swap to twice the memory when only memory is asked for.
  if (key === 'MemorySwap') return host.MemorySwap === Number(host.Memory) * 2
  if (key !== 'LogConfig') return false
  const log = record.catch({}).parse(host.LogConfig)
  return (log.Type === 'json-file' || log.Type === '') && !set('Config', log.Config)
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function set(key: string, value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === 0 || value === false) return false
  if (Array.isArray(value)) return value.length > 0
  if (typeof value === 'object') return Object.keys(value).length > 0
  return !usual[key]?.includes(value)
}
