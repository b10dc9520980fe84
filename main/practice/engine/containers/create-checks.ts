import type { EngineHost } from '../engine-host.ts'
import { healthcheckProblem } from '../healthcheck.ts'
import { EngineError } from '../route.ts'
import type { ContainerConfig, HostConfig } from './container-config.ts'

/** A signal that a Windows engine can read: one of its two names, or a number [moby sys/signal]. */
export function isSignal(text: string): boolean {
  return /^[1-9]\d*$/.test(text) || /^(SIG)?(KILL|TERM)$/i.test(text)
}

/** Throws an EngineError 400 for what a Windows engine refuses of a container's settings [moby hostconfig_windows.go, daemon_windows.go]. */
export function refuseSettings(config: ContainerConfig, host: HostConfig, machine: EngineHost): void {
  const bad = (text: string) => new EngineError(400, text)
  const isolation = host.Isolation.toLowerCase()
  if (!['', 'default', 'process', 'hyperv'].includes(isolation)) {
    throw bad(`Invalid isolation: "${host.Isolation}". Windows supports 'default', 'process', or 'hyperv'`)
  }
  if (host.NetworkMode.startsWith('container:') && isolation === 'hyperv') {
    throw bad('using the network stack of another container is not supported while using Hyper-V Containers')
  }
  if (host.CpuRealtimePeriod !== 0) throw bad('Windows does not support CPU real-time period')
  if (host.CpuRealtimeRuntime !== 0) throw bad('Windows does not support CPU real-time runtime')
  if (host.Privileged) throw bad('Windows does not support privileged mode')
  if (host.ReadonlyRootfs) throw bad('Windows does not support root filesystem in read-only mode')
  if (host.NanoCpus > 0 && host.CpuPercent > 0)
    throw bad('conflicting options: Nano CPUs and CPU Percent cannot both be set')
  if (host.NanoCpus > 0 && host.CpuShares > 0)
    throw bad('conflicting options: Nano CPUs and CPU Shares cannot both be set')
  if (host.NanoCpus < 0 || host.NanoCpus > machine.cpus * 1e9) {
    throw bad(`range of CPUs is from 0.01 to ${machine.cpus}.00, as there are only ${machine.cpus} CPUs available`)
  }
  const unsupported = UNSUPPORTED.find(([key]) => isSet(host[key]))
  if (unsupported) throw bad(`invalid option: Windows does not support ${unsupported[1]}`)
  if (host.CpuShares !== 0 && (host.CpuShares < 1 || host.CpuShares > 10_000)) {
    throw bad('invalid option: CpuShares must be in the range of 1 to 10000')
  }
  if (host.CpuPercent !== 0 && (host.CpuPercent < 1 || host.CpuPercent > 100)) {
    throw bad('invalid option: CpuPercent must be in the range of 1 to 100')
  }
  for (const option of host.SecurityOpt ?? []) refuseSecurityOption(option)
  for (const device of host.Devices ?? []) {
    if (isolation === 'hyperv') throw bad('device assignment is not supported for HyperV containers')
    if (!/^[^/]+\/[^/]|^[\w]+:\/\//.test(device.PathOnHost)) {
      throw bad(`invalid device assignment path: '${device.PathOnHost}', must be 'class/ID' or 'IDType://ID'`)
    }
  }
  for (const option of Object.keys(host.StorageOpt ?? {})) {
    if (option.toLowerCase() !== 'size') throw bad(`Unknown storage option: ${option}`)
  }
  if (
    ![
      '',
      'json-file',
      'none',
      'local',
      'etwlogs',
      'syslog',
      'gelf',
      'fluentd',
      'splunk',
      'awslogs',
      'gcplogs',
    ].includes(host.LogConfig.Type)
  ) {
    throw bad(`logger: no log driver named '${host.LogConfig.Type}' is registered`)
  }
  refusePolicy(host)
  const unhealthy = config.Healthcheck && healthcheckProblem(config.Healthcheck)
  if (unhealthy) throw bad(unhealthy)
  if (config.StopSignal && !isSignal(config.StopSignal)) throw bad(`Invalid signal: ${config.StopSignal}`)
  for (const entry of config.Env) {
    if (entry === '' || entry.startsWith('=')) throw bad(`invalid environment variable: ${entry}`)
  }
  if (config.WorkingDir && !/^([a-zA-Z]:)?[\\/]/.test(config.WorkingDir)) {
    throw bad(`the working directory '${config.WorkingDir}' is invalid, it needs to be an absolute path`)
  }
}

const UNSUPPORTED: readonly (readonly [key: keyof HostConfig, name: string])[] = [
  ['BlkioDeviceReadBps', 'BlkioDeviceReadBps'],
  ['BlkioDeviceReadIOps', 'BlkioDeviceReadIOps'],
  ['BlkioDeviceWriteBps', 'BlkioDeviceWriteBps'],
  ['BlkioDeviceWriteIOps', 'BlkioDeviceWriteIOps'],
  ['BlkioWeight', 'BlkioWeight'],
  ['BlkioWeightDevice', 'BlkioWeightDevice'],
  ['CgroupParent', 'CgroupParent'],
  ['CpuPeriod', 'CPUPeriod'],
  ['CpusetCpus', 'CpusetCpus'],
  ['CpusetMems', 'CpusetMems'],
  ['KernelMemory', 'KernelMemory'],
  ['MemoryReservation', 'MemoryReservation'],
  ['MemorySwap', 'MemorySwap'],
  ['OomKillDisable', 'OomKillDisable'],
  ['PidsLimit', 'PidsLimit'],
  ['Ulimits', 'Ulimits'],
]

function isSet(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  return value !== null && value !== undefined && value !== 0 && value !== '' && value !== false
}

function refuseSecurityOption(option: string): void {
  const [name = '', value] = option.split(/=(.*)/s)
  if (value === undefined) throw new EngineError(400, `invalid --security-opt: ${option}`)
  if (name.toLowerCase() !== 'credentialspec') throw new EngineError(400, `security option not supported: ${name}`)
  if (!/^(file|registry|raw|config):\/\/./.test(value)) {
    throw new EngineError(
      400,
      `invalid credential spec security option - value must be prefixed by 'file://', 'registry://', or 'raw://' followed by a non-empty value`,
    )
  }
}

/** Throws an EngineError 400 for a restart policy that the engine does not take. */
export function refusePolicy({ RestartPolicy: policy, AutoRemove }: HostConfig): void {
  if (!['', 'no', 'always', 'unless-stopped', 'on-failure'].includes(policy.Name)) {
    throw new EngineError(
      400,
      `invalid restart policy: unknown policy '${policy.Name}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'`,
    )
  }
  if (policy.MaximumRetryCount < 0) {
    throw new EngineError(400, 'invalid restart policy: maximum retry count cannot be negative')
  }
  if (policy.MaximumRetryCount > 0 && policy.Name !== 'on-failure') {
    throw new EngineError(400, "invalid restart policy: maximum retry count can only be used with 'on-failure'")
  }
  if (AutoRemove && policy.Name !== '' && policy.Name !== 'no') {
    throw new EngineError(400, "can't create 'AutoRemove' container with restart policy")
  }
}
