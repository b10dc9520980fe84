import type { Healthcheck } from '../healthcheck.ts'
import type { ImageConfig } from '../state.ts'

export function emptyConfig(): ImageConfig {
  return {
    cmd: [],
    entrypoint: [],
    env: [],
    workingDir: '',
    user: '',
    labels: {},
    exposedPorts: [],
    volumes: [],
    shell: [],
  }
}

export function copyConfig(config: ImageConfig): ImageConfig {
  return structuredClone(config)
}

/** As inspect and a saved image's configuration have it. */
export function wireConfig(config: ImageConfig) {
  const set = (names: readonly string[]) => (names.length ? Object.fromEntries(names.map((name) => [name, {}])) : null)
  return {
    Hostname: '',
    Domainname: '',
    User: config.user,
    AttachStdin: false,
    AttachStdout: false,
    AttachStderr: false,
    ...(config.exposedPorts.length && { ExposedPorts: set(config.exposedPorts) }),
    Tty: false,
    OpenStdin: false,
    StdinOnce: false,
    Env: config.env.length ? config.env : null,
    Cmd: config.cmd.length ? config.cmd : null,
    Image: '',
    Volumes: set(config.volumes),
    WorkingDir: config.workingDir,
    Entrypoint: config.entrypoint.length ? config.entrypoint : null,
    OnBuild: config.onBuild?.length ? config.onBuild : null,
    Labels: Object.keys(config.labels).length ? config.labels : null,
    ...(config.shell.length && { Shell: config.shell }),
    ...(config.healthcheck && { Healthcheck: config.healthcheck }),
    ...(config.stopSignal && { StopSignal: config.stopSignal }),
  }
}

/** The other way round; what is not text is left out. */
export function readConfig(wire: unknown): ImageConfig {
  const from = (typeof wire === 'object' && wire !== null ? wire : {}) as Record<string, unknown>
  return {
    cmd: texts(from.Cmd),
    entrypoint: texts(from.Entrypoint),
    env: texts(from.Env),
    workingDir: typeof from.WorkingDir === 'string' ? from.WorkingDir : '',
    user: typeof from.User === 'string' ? from.User : '',
    labels: Object.fromEntries(
      Object.entries(from.Labels ?? {}).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
    ),
    exposedPorts: Object.keys(from.ExposedPorts ?? {}),
    volumes: Object.keys(from.Volumes ?? {}),
    shell: texts(from.Shell),
    ...(typeof from.Healthcheck === 'object' &&
      from.Healthcheck !== null && { healthcheck: healthcheck(from.Healthcheck) }),
    ...(typeof from.StopSignal === 'string' && from.StopSignal !== '' && { stopSignal: from.StopSignal }),
    ...(texts(from.OnBuild).length > 0 && { onBuild: texts(from.OnBuild) }),
  }
}

function healthcheck(wire: object): Healthcheck {
  const numbers = ['Interval', 'Timeout', 'StartPeriod', 'StartInterval', 'Retries'].flatMap((name) => {
    const value = (wire as Record<string, unknown>)[name]
    return typeof value === 'number' ? [[name, value] as const] : []
  })
  return { Test: texts((wire as { Test?: unknown }).Test), ...Object.fromEntries(numbers) }
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}
