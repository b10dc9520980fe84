import { EngineError } from '../route.ts'
import type { ContainerConfig, HostConfig } from './container-config.ts'

/** What a value is to be; a list of one is a list of such, `{ '*': x }` an object whose values are such. */
type Shape = 'string' | 'number' | 'boolean' | 'object' | readonly [Shape] | { readonly [key: string]: Shape }

const HOST: Readonly<Partial<Record<keyof HostConfig, Shape>>> = {
  PortBindings: { '*': [{ HostIp: 'string', HostPort: 'string' }] },
  LogConfig: { Type: 'string', Config: { '*': 'string' } },
  RestartPolicy: { Name: 'string', MaximumRetryCount: 'number' },
  Mounts: [{ Type: 'string', Source: 'string', Target: 'string', ReadOnly: 'boolean' }],
  Devices: [{ PathOnHost: 'string', PathInContainer: 'string', CgroupPermissions: 'string' }],
  StorageOpt: { '*': 'string' },
}
const CONFIG: Readonly<Partial<Record<keyof ContainerConfig, Shape>>> = {
  Labels: { '*': 'string' },
  ExposedPorts: { '*': 'object' },
  Volumes: { '*': 'object' },
  Healthcheck: {
    Test: ['string'],
    Interval: 'number',
    Timeout: 'number',
    StartPeriod: 'number',
    StartInterval: 'number',
    Retries: 'number',
  },
}

/**
 * Throws an EngineError 400 where something inside a container's settings is of another kind than the API says; what is
 * missing inside of an object gets its empty value.
 */
export function checkShapes(config: ContainerConfig, host: HostConfig): void {
  for (const [key, shape] of Object.entries(CONFIG)) check(config[key as keyof ContainerConfig], shape, `Config.${key}`)
  for (const [key, shape] of Object.entries(HOST)) check(host[key as keyof HostConfig], shape, `HostConfig.${key}`)
}

function check(value: unknown, shape: Shape, at: string): void {
  if (value === null || value === undefined) return
  const refuse = (kind: string): never => {
    throw new EngineError(400, `invalid JSON: json: cannot unmarshal ${kind} into Go struct field ${at}`)
  }
  const kind = Array.isArray(value) ? 'array' : typeof value
  if (typeof shape === 'string') {
    if (kind !== shape) refuse(kind)
    return
  }
  if (Array.isArray(shape)) {
    if (kind !== 'array') refuse(kind)
    for (const item of value as unknown[]) {
      if (item === null) refuse('null')
      check(item, shape[0] as Shape, at)
    }
    return
  }
  if (kind !== 'object') refuse(kind)
  const entries = value as Record<string, unknown>
  const inner = shape as { readonly [key: string]: Shape }
  const any = inner['*']
  if (any) {
    for (const [key, each] of Object.entries(entries)) check(each, any, `${at}.${key}`)
    return
  }
  for (const [key, of] of Object.entries(inner)) {
    const found = Object.keys(entries).find((each) => each.toLowerCase() === key.toLowerCase())
    if (found !== undefined && found !== key) {
      entries[key] = entries[found]
      delete entries[found]
    }
    check(entries[key], of, `${at}.${key}`)
    // What a health check does not say is its image's.
    if (!at.endsWith('Healthcheck')) entries[key] ??= EMPTY[of as string]
  }
}

const EMPTY: Readonly<Record<string, unknown>> = { string: '', number: 0, boolean: false }
