import { type ContainerSpec, fitSpecToEngine } from '../container-spec.ts'
import type { EngineOs } from './parsed.ts'
import { parsePortSpec } from './ports.ts'
import { parseVolume } from './volumes.ts'

/** The part of the Engine API's create body (POST /containers/create, v1.41) that a spec fills. */
export type CreateBody = {
  Image: string
  Cmd?: string[]
  Entrypoint?: string[]
  Hostname?: string
  User?: string
  WorkingDir?: string
  Env?: string[]
  Labels?: Record<string, string>
  Tty: boolean
  OpenStdin: boolean
  StdinOnce: boolean
  AttachStdin: boolean
  AttachStdout: boolean
  AttachStderr: boolean
  StopTimeout?: number
  ExposedPorts?: Record<string, Record<string, never>>
  Volumes?: Record<string, Record<string, never>>
  HostConfig: {
    Binds?: string[]
    PortBindings?: Record<string, { HostIp: string; HostPort: string }[]>
    NetworkMode?: string
    RestartPolicy: { Name: string; MaximumRetryCount: number }
    AutoRemove: boolean
    Isolation?: string
    CpuCount?: number
    CpuPercent?: number
    NanoCpus?: number
    Memory?: number
    StorageOpt?: Record<string, string>
    SecurityOpt?: string[]
    Dns?: string[]
    Privileged?: boolean
    ReadonlyRootfs?: boolean
    Init?: boolean
    CapAdd?: string[]
    CapDrop?: string[]
  }
}

/**
 * The create body for a spec, as `docker run -d` would send it. StdinOnce stays false: a terminal may leave and come back.
 * Throws a plain Error on a port or volume outside the grammar; `specProblems` tells them beforehand.
 */
export function toCreateBody(given: ContainerSpec, engineOs: EngineOs): CreateBody {
  const { spec } = fitSpecToEngine(given, engineOs)
  const { binds, anonymous } = sortVolumes(spec.volumes, engineOs)
  const { bindings, exposed } = sortPorts(spec.ports)
  return {
    Image: spec.image,
    ...(spec.command.length > 0 && { Cmd: spec.command }),
    ...(spec.entrypoint && { Entrypoint: spec.entrypoint }),
    ...(spec.hostname && { Hostname: spec.hostname }),
    ...(spec.user && { User: spec.user }),
    ...(spec.workingDirectory && { WorkingDir: spec.workingDirectory }),
    ...(spec.environment.length > 0 && { Env: spec.environment.map(({ name, value }) => `${name}=${value}`) }),
    ...(spec.labels.length > 0 && { Labels: Object.fromEntries(spec.labels.map(({ name, value }) => [name, value])) }),
    Tty: spec.tty,
    OpenStdin: spec.interactive,
    StdinOnce: false,
    AttachStdin: false,
    AttachStdout: false,
    AttachStderr: false,
    ...(spec.stopTimeout !== undefined && { StopTimeout: spec.stopTimeout }),
    ...(exposed && { ExposedPorts: exposed }),
    ...(anonymous && { Volumes: anonymous }),
    HostConfig: {
      ...(binds && { Binds: binds }),
      ...(bindings && { PortBindings: bindings }),
      ...(spec.network && { NetworkMode: spec.network }),
      RestartPolicy: {
        Name: spec.restartPolicy.name,
        MaximumRetryCount: spec.restartPolicy.maximumRetryCount ?? 0,
      },
      AutoRemove: spec.autoRemove,
      ...(spec.isolation !== 'default' && { Isolation: spec.isolation }),
      ...(spec.cpuCount !== undefined && { CpuCount: spec.cpuCount }),
      ...(spec.cpuPercent !== undefined && { CpuPercent: spec.cpuPercent }),
      ...(spec.cpus !== undefined && { NanoCpus: Math.round(spec.cpus * 1e9) }),
      ...(spec.memory !== undefined && { Memory: spec.memory }),
      ...(spec.storageSize && { StorageOpt: { size: spec.storageSize } }),
      ...(spec.credentialSpec && { SecurityOpt: [`credentialspec=${spec.credentialSpec}`] }),
      ...(spec.dns.length > 0 && { Dns: spec.dns }),
      ...(spec.privileged && { Privileged: true }),
      ...(spec.readOnlyRootfs && { ReadonlyRootfs: true }),
      ...(spec.init && { Init: true }),
      ...(spec.capAdd.length > 0 && { CapAdd: spec.capAdd.map(capability) }),
      ...(spec.capDrop.length > 0 && { CapDrop: spec.capDrop.map(capability) }),
    },
  }
}

/** What goes into the query of the create call instead of its body. */
export function toCreateQuery(spec: ContainerSpec): { name?: string; platform?: string } {
  return { ...(spec.name && { name: spec.name }), ...(spec.platform && { platform: spec.platform }) }
}

/** The CLI writes capabilities out like this (docker/cli opts/capabilities.go). */
function capability(name: string): string {
  const upper = name.trim().toUpperCase()
  return upper === 'ALL' || upper === 'RESET' || upper.startsWith('CAP_') ? upper : `CAP_${upper}`
}

function sortVolumes(volumes: readonly string[], engineOs: EngineOs) {
  const binds: string[] = []
  const anonymous: Record<string, Record<string, never>> = {}
  for (const text of volumes) {
    const parsed = parseVolume(text, engineOs)
    if (!parsed.ok) throw new Error(`${text}: ${parsed.problem.message}`)
    if (parsed.value.kind === 'anonymous') anonymous[parsed.value.target] = {}
    else binds.push(text)
  }
  return {
    ...(binds.length > 0 && { binds }),
    ...(Object.keys(anonymous).length > 0 && { anonymous }),
  }
}

function sortPorts(ports: readonly string[]) {
  if (ports.length === 0) return {}
  const bindings: Record<string, { HostIp: string; HostPort: string }[]> = {}
  for (const text of ports) {
    const parsed = parsePortSpec(text)
    if (!parsed.ok) throw new Error(`${text}: ${parsed.problem.message}`)
    for (const { hostIp = '', hostPort = '', containerPort, protocol } of parsed.value) {
      const key = `${containerPort}/${protocol}`
      bindings[key] = [...(bindings[key] ?? []), { HostIp: hostIp, HostPort: hostPort }]
    }
  }
  return { bindings, exposed: Object.fromEntries(Object.keys(bindings).map((key) => [key, {}])) }
}
