import { z } from 'zod'
import { type ContainerSpec, containerSpecSchema, emptyContainerSpec } from '../container-spec.ts'
import { notCarriedFrom } from './not-carried.ts'
import { formatPortMapping } from './ports.ts'

const texts = z.array(z.string()).nullish()
const configSchema = z.looseObject({
  Image: z.string().optional(),
  Hostname: z.string().optional(),
  Cmd: texts,
  Entrypoint: texts,
  Env: texts,
  Labels: z.record(z.string(), z.string()).nullish(),
  User: z.string().optional(),
  WorkingDir: z.string().optional(),
  OpenStdin: z.boolean().optional(),
  Tty: z.boolean().optional(),
  StopTimeout: z.number().nullish(),
  Volumes: z.record(z.string(), z.unknown()).nullish(),
})
const hostConfigSchema = z.looseObject({
  Binds: texts,
  PortBindings: z
    .record(
      z.string(),
      z.array(z.object({ HostIp: z.string().optional(), HostPort: z.string().optional() })).nullable(),
    )
    .nullish(),
  NetworkMode: z.string().optional(),
  RestartPolicy: z.object({ Name: z.string(), MaximumRetryCount: z.number().optional() }).nullish(),
  AutoRemove: z.boolean().optional(),
  Isolation: z.string().optional(),
  CpuCount: z.number().optional(),
  CpuPercent: z.number().optional(),
  NanoCpus: z.number().optional(),
  Memory: z.number().optional(),
  StorageOpt: z.record(z.string(), z.string()).nullish(),
  SecurityOpt: texts,
  Dns: texts,
  Privileged: z.boolean().optional(),
  ReadonlyRootfs: z.boolean().optional(),
  Init: z.boolean().nullish(),
  CapAdd: texts,
  CapDrop: texts,
})
const inspectSchema = z.looseObject({
  Id: z.string().optional(),
  Name: z.string().optional(),
  Config: configSchema,
  HostConfig: hostConfigSchema,
})

/** The image's own settings (`Config` of its inspect answer), left out of the spec so that a newer image can bring its own. */
export type ImageConfig = {
  Cmd?: string[] | null
  Entrypoint?: string[] | null
  Env?: string[] | null
  Labels?: Record<string, string> | null
  User?: string
  WorkingDir?: string
  Volumes?: Record<string, unknown> | null
}

/**
 * The create form for a container that exists, from the engine's inspect answer, and what the form does not carry, in the
 * engine's words (`HostConfig.Devices`). With the image's config, what the image gives anyway is left out.
 */
export function specFromInspect(
  inspect: unknown,
  image: ImageConfig = {},
): { spec: ContainerSpec; notCarried: string[] } {
  const { Id = '', Name = '', Config: config, HostConfig: host } = inspectSchema.parse(inspect)
  const credential = host.SecurityOpt?.find((option) => option.startsWith('credentialspec='))
  const policy = containerSpecSchema.shape.restartPolicy.safeParse({
    name: host.RestartPolicy?.Name || 'no',
    ...(host.RestartPolicy?.MaximumRetryCount && { maximumRetryCount: host.RestartPolicy.MaximumRetryCount }),
  })
  const sameEntrypoint = equal(config.Entrypoint, image.Entrypoint)
  const entrypoint = sameEntrypoint || !config.Entrypoint?.length ? undefined : config.Entrypoint
  // A spec with an entrypoint of its own loses the image's command, so that must stay.
  const command = equal(config.Cmd, image.Cmd) && sameEntrypoint ? [] : (config.Cmd ?? [])
  const given = (name: 'User' | 'WorkingDir') => (config[name] === (image[name] ?? '') ? '' : (config[name] ?? ''))
  const hostname = config.Hostname && !Id.startsWith(config.Hostname) ? config.Hostname : ''
  const network = host.NetworkMode && host.NetworkMode !== 'default' ? host.NetworkMode : ''
  const isolation = host.Isolation === 'process' || host.Isolation === 'hyperv' ? host.Isolation : 'default'
  const imageEnv = new Set(image.Env ?? [])
  const user = given('User')
  const workingDirectory = given('WorkingDir')
  const spec: ContainerSpec = {
    ...emptyContainerSpec(),
    image: config.Image ?? '',
    command,
    ...(entrypoint && { entrypoint }),
    ...(Name && { name: Name.replace(/^\//, '') }),
    ...(hostname && { hostname }),
    interactive: config.OpenStdin ?? false,
    tty: config.Tty ?? false,
    isolation,
    ...(host.CpuCount && { cpuCount: host.CpuCount }),
    ...(host.CpuPercent && { cpuPercent: host.CpuPercent }),
    ...(host.NanoCpus && { cpus: host.NanoCpus / 1e9 }),
    ...(host.Memory && { memory: host.Memory }),
    environment: (config.Env ?? []).filter((entry) => !imageEnv.has(entry)).map(splitAtEquals),
    ports: portTexts(host.PortBindings ?? {}),
    volumes: [
      ...(host.Binds ?? []),
      ...Object.keys(config.Volumes ?? {}).filter((target) => !(target in (image.Volumes ?? {}))),
    ],
    ...(network && { network }),
    restartPolicy: policy.success ? policy.data : { name: 'no' },
    ...(user && { user }),
    ...(workingDirectory && { workingDirectory }),
    ...(credential && { credentialSpec: credential.slice('credentialspec='.length) }),
    ...(host.StorageOpt?.size && { storageSize: host.StorageOpt.size }),
    labels: Object.entries(config.Labels ?? {})
      .filter(([name, value]) => image.Labels?.[name] !== value)
      .map(([name, value]) => ({ name, value })),
    autoRemove: host.AutoRemove ?? false,
    ...(typeof config.StopTimeout === 'number' && { stopTimeout: config.StopTimeout }),
    dns: host.Dns ?? [],
    privileged: host.Privileged ?? false,
    readOnlyRootfs: host.ReadonlyRootfs ?? false,
    init: host.Init ?? false,
    capAdd: host.CapAdd ?? [],
    capDrop: host.CapDrop ?? [],
  }
  return { spec, notCarried: notCarriedFrom(inspect, { ...image }) }
}

function equal(one: readonly string[] | null | undefined, other: readonly string[] | null | undefined): boolean {
  return JSON.stringify(one ?? []) === JSON.stringify(other ?? [])
}

function splitAtEquals(entry: string): { name: string; value: string } {
  const at = entry.indexOf('=', 1)
  return at < 0 ? { name: entry, value: '' } : { name: entry.slice(0, at), value: entry.slice(at + 1) }
}

function portTexts(bindings: Record<string, { HostIp?: string; HostPort?: string }[] | null>): string[] {
  return Object.entries(bindings).flatMap(([key, hosts]) => {
    const [port, protocol] = key.split('/')
    const mapped = protocol === 'udp' || protocol === 'sctp' ? protocol : 'tcp'
    return (hosts ?? []).map(({ HostIp, HostPort }) =>
      formatPortMapping({
        ...(HostIp && { hostIp: HostIp }),
        ...(HostPort && { hostPort: HostPort }),
        containerPort: Number(port),
        protocol: mapped,
      }),
    )
  })
}
