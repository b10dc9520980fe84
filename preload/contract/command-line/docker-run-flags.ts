import { type ContainerSpec, restartPolicySchema } from '../container-spec.ts'
import { mountToVolume } from './mount-flag.ts'
import { parseSize } from './size.ts'

/** What a flag does while a line is read. A returned text is a problem with its value. */
export type FlagReading = { spec: ContainerSpec; detach: boolean; warnings: string[] }
type TakeValue = (reading: FlagReading, value: string) => string | undefined
type TakeSwitch = (reading: FlagReading, on: boolean) => void

const text =
  (field: 'name' | 'hostname' | 'user' | 'workingDirectory' | 'platform'): TakeValue =>
  ({ spec }, value) => {
    spec[field] = value
    return undefined
  }
const list =
  (field: 'ports' | 'volumes' | 'dns' | 'capAdd' | 'capDrop'): TakeValue =>
  ({ spec }, value) => {
    spec[field].push(value)
    return undefined
  }
const whole =
  (field: 'cpuCount' | 'cpuPercent' | 'stopTimeout'): TakeValue =>
  ({ spec }, value) => {
    if (!/^-?\d+$/.test(value)) return 'a whole number is expected'
    // 0 is how the CLI says "no limit"; a stop timeout of 0 is a real one.
    if (Number(value) !== 0 || field === 'stopTimeout') spec[field] = Number(value)
    return undefined
  }
const toggle =
  (field: 'interactive' | 'tty' | 'autoRemove' | 'privileged' | 'readOnlyRootfs' | 'init'): TakeSwitch =>
  ({ spec }, on) => {
    spec[field] = on
  }

/** Flags with a value that the create form carries, by their long name. */
export const valueFlags: Record<string, TakeValue> = {
  name: text('name'),
  hostname: text('hostname'),
  user: text('user'),
  workdir: text('workingDirectory'),
  platform: text('platform'),
  publish: list('ports'),
  volume: list('volumes'),
  dns: list('dns'),
  'cap-add': list('capAdd'),
  'cap-drop': list('capDrop'),
  'cpu-count': whole('cpuCount'),
  'cpu-percent': whole('cpuPercent'),
  'stop-timeout': whole('stopTimeout'),
  network: ({ spec, warnings }, value) => {
    if (spec.network) warnings.push(`--network ${spec.network}: not taken over; the form has one network`)
    if (!value.includes('=')) {
      spec.network = value
      return undefined
    }
    const options = value.split(',').map((option) => option.split('='))
    const name = options.find(([key]) => key === 'name')?.[1]
    if (!name) return 'the long form needs name=NETWORK'
    spec.network = name
    if (options.length > 1) warnings.push('--network: only the name was taken over')
    return undefined
  },
  entrypoint: ({ spec }, value) => {
    spec.entrypoint = [value]
    return undefined
  },
  isolation: ({ spec }, value) => {
    const isolation = value.toLowerCase() || 'default'
    if (isolation !== 'default' && isolation !== 'process' && isolation !== 'hyperv') {
      return 'it is default, process or hyperv'
    }
    spec.isolation = isolation
    return undefined
  },
  cpus: ({ spec }, value) => {
    if (!/^(?:\d+\.?\d*|\.\d+)$/.test(value)) return 'a number is expected'
    if (Number(value) > 0) spec.cpus = Number(value)
    return undefined
  },
  memory: ({ spec }, value) => {
    const bytes = parseSize(value)
    if (bytes === undefined) return 'a size is expected, for example 512m or 2g'
    if (bytes > 0) spec.memory = bytes
    return undefined
  },
  env: ({ spec, warnings }, value) => {
    const at = value.indexOf('=')
    if (at === 0 || value === '') return 'a variable needs a name'
    if (at < 0) warnings.push(`--env ${value}: its value comes from the shell; fill it in`)
    const name = at < 0 ? value : value.slice(0, at)
    spec.environment.push({ name, value: at < 0 ? '' : value.slice(at + 1) })
    return undefined
  },
  label: ({ spec }, value) => {
    const at = value.indexOf('=')
    if (at === 0 || value === '') return 'a label needs a name'
    spec.labels.push({ name: at < 0 ? value : value.slice(0, at), value: at < 0 ? '' : value.slice(at + 1) })
    return undefined
  },
  restart: ({ spec }, value) => {
    const [name, count, extra] = value.split(':')
    const policy = restartPolicySchema.safeParse({
      name: name || 'no',
      ...(count !== undefined && { maximumRetryCount: /^\d+$/.test(count) ? Number(count) : -1 }),
    })
    if (!policy.success || extra !== undefined) return 'it is no, always, unless-stopped or on-failure[:TRIES]'
    spec.restartPolicy = policy.data
    return undefined
  },
  mount: ({ spec, warnings }, value) => {
    const mount = mountToVolume(value)
    if (mount) {
      spec.volumes.push(mount.volume)
      if (mount.left.length > 0) warnings.push(`--mount ${value}: without ${mount.left.join(', ')}`)
    } else warnings.push(`--mount ${value}: not taken over`)
    return undefined
  },
  'security-opt': ({ spec, warnings }, value) => {
    const credential = /^credentialspec[=:](.*)$/s.exec(value)?.[1]
    if (credential) spec.credentialSpec = credential
    else warnings.push(`--security-opt ${value}: not taken over`)
    return undefined
  },
  'storage-opt': ({ spec, warnings }, value) => {
    const size = /^size=(.+)$/.exec(value)?.[1]
    if (size) spec.storageSize = size
    else warnings.push(`--storage-opt ${value}: not taken over`)
    return undefined
  },
  // Slipway attaches by itself, so what to attach to says nothing to the form.
  attach: () => undefined,
}

/** Switches that the create form carries. */
export const switches: Record<string, TakeSwitch> = {
  interactive: toggle('interactive'),
  tty: toggle('tty'),
  rm: toggle('autoRemove'),
  privileged: toggle('privileged'),
  'read-only': toggle('readOnlyRootfs'),
  init: toggle('init'),
  detach: (reading, on) => {
    reading.detach = on
  },
  'sig-proxy': () => undefined,
}

/** Short names, as `docker run --help` (28.2) lists them. */
export const shortNames: Record<string, string> = {
  a: 'attach',
  c: 'cpu-shares',
  d: 'detach',
  e: 'env',
  h: 'hostname',
  i: 'interactive',
  l: 'label',
  m: 'memory',
  p: 'publish',
  P: 'publish-all',
  q: 'quiet',
  t: 'tty',
  u: 'user',
  v: 'volume',
  w: 'workdir',
}

/** Other spellings that the CLI takes. */
export const aliases: Record<string, string> = { net: 'network', 'net-alias': 'network-alias' }

/** Flags with a value that the form does not carry: read over with a warning (`docker run --help`, 28.2). */
export const otherValueFlags = new Set(
  (
    'add-host annotation blkio-weight blkio-weight-device cgroup-parent cgroupns cidfile cpu-period cpu-quota cpu-rt-period ' +
    'cpu-rt-runtime cpu-shares cpuset-cpus cpuset-mems detach-keys device device-cgroup-rule device-read-bps device-read-iops ' +
    'device-write-bps device-write-iops dns-option dns-opt dns-search domainname env-file expose gpus group-add health-cmd ' +
    'health-interval health-retries health-start-interval health-start-period health-timeout io-maxbandwidth io-maxiops ip ip6 ' +
    'ipc kernel-memory label-file link link-local-ip log-driver log-opt mac-address memory-reservation memory-swap ' +
    'memory-swappiness network-alias oom-score-adj pid pids-limit pull runtime shm-size stop-signal sysctl tmpfs ulimit ' +
    'userns uts volume-driver volumes-from ' +
    // Of podman run.
    'arch authfile creds health-on-failure hostuser image-volume os pod secret sdnotify systemd timeout tz umask'
  ).split(' '),
)

/** Switches that the form does not carry, those of podman last. */
export const otherSwitches = new Set(
  (
    'disable-content-trust no-healthcheck oom-kill-disable publish-all quiet use-api-socket ' +
    'env-host http-proxy no-hosts read-only-tmpfs replace rmi tls-verify'
  ).split(' '),
)
