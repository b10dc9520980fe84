import { pathExists, readFile } from '../files.ts'
import type { MachineState } from '../state.ts'
import { atLeast, daemonKey, type KeyType } from './daemon-keys.ts'
import { GoJsonError, readGoJson } from './go-json.ts'
import type { DaemonFlags } from './service-line.ts'

export type DaemonConfig = Readonly<Record<string, unknown>>

/** What keeps an engine from taking its settings, in its own words (moby daemon/config/config.go). */
export class DaemonConfigError extends Error {}

/**
 * Settings of daemon.json with the flags of the command line in it. Throws a DaemonConfigError as that version of the
 * engine refuses it on Windows.
 */
export function readDaemonConfig(machine: MachineState, flags: DaemonFlags, version: string): DaemonConfig {
  const text = readFile(machine, flags.configFile)
  const fail = (reason: string) =>
    new DaemonConfigError(`unable to configure the Docker daemon with file ${flags.configFile}: ${reason}`)
  if (text === null) {
    if (flags.configFileGiven) throw fail(`open ${flags.configFile}: The system cannot find the file specified.`)
    return { ...flags.settings }
  }
  const config = parse(text, version, fail)
  for (const [name, value] of Object.entries(config)) {
    const type = daemonKey(name, version)
    if (type !== null && value !== null && !fits(type, value))
      throw fail(`json: cannot unmarshal ${kindOf(value)} into Go struct field Config.${name} of type ${goType(type)}`)
  }
  const unknown = Object.keys(config).filter(
    (name) =>
      name !== 'firewall-backend' &&
      daemonKey(name, version) === null &&
      !(name === 'graph' && !atLeast(version, '24.0')),
  )
  if (unknown.length > 0)
    throw fail(
      `the following directives don't match any configuration option: ${unknown.flatMap((name) => flatten(name, config[name])).join(', ')}`,
    )
  if ('graph' in config && atLeast(version, '23.0'))
    throw fail('the "graph" config file option is deprecated; use "data-root" instead')
  const both = Object.keys(flags.settings).filter((name) => name in config)
  if (both.length > 0)
    throw fail(
      `the following directives are specified both as a flag and in the configuration file: ${both.map((name) => `${name}: (from flag: ${show(flags.settings[name])}, from file: ${show(config[name])})`).join(', ')}`,
    )
  const merged = { ...config, ...flags.settings }
  validate(machine, merged)
  return merged
}

function parse(text: string, version: string, fail: (reason: string) => DaemonConfigError): DaemonConfig {
  // UTF-8 with a BOM is taken since 23.0.
  const plain = atLeast(version, '23.0') ? text.replace(/^\ufeff/, '') : text
  if (plain.trim() === '' && atLeast(version, '29.7')) return {}
  try {
    const value = readGoJson(plain)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as DaemonConfig
    if (value === null) return {}
    throw new GoJsonError(`json: cannot unmarshal ${kindOf(value)} into Go value of type config.Config`)
  } catch (error) {
    if (!(error instanceof GoJsonError)) throw error
    throw fail(
      atLeast(version, '23.0') && !error.message.startsWith('json:') ? `invalid JSON: ${error.message}` : error.message,
    )
  }
}

/** Keys of an unknown object are flattened one level before they are looked for. */
function flatten(name: string, value: unknown): string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [name]
}

function fits(type: KeyType, value: unknown): boolean {
  if (type === 'strings') return Array.isArray(value) && value.every((item) => typeof item === 'string')
  if (type === 'object') return typeof value === 'object' && !Array.isArray(value)
  if (type === 'number') return Number.isInteger(value)
  return typeof value === (type === 'bool' ? 'boolean' : 'string')
}

function goType(type: KeyType): string {
  return { strings: '[]string', object: 'map[string]string', number: 'int', bool: 'bool', string: 'string' }[type]
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}

function show(value: unknown): string {
  return Array.isArray(value) ? `[${value.join(' ')}]` : String(value)
}

function validate(machine: MachineState, config: DaemonConfig): void {
  if ('firewall-backend' in config) throw new DaemonConfigError('firewall-backend can only be configured on Linux')
  const merged = (reason: string) =>
    new DaemonConfigError(`merged configuration validation from file and command line flags failed: ${reason}`)
  for (const server of listOf(config, 'dns'))
    if (!/^\d{1,3}(\.\d{1,3}){3}$|:/.test(server)) throw merged(`IP address is not correctly formatted: ${server}`)
  for (const label of listOf(config, 'labels')) if (!label.includes('=')) throw merged(`bad attribute format: ${label}`)
  for (const option of listOf(config, 'exec-opts')) {
    const [name = '', value = ''] = option.split('=')
    if (name !== 'isolation') throw merged(`invalid exec-opt (${option}): unknown option: '${name}'`)
    if (!['process', 'hyperv', 'default'].includes(value))
      throw merged(`invalid exec-opt (${option}): '${value}' is not a valid isolation`)
  }
  if (usesTls(config))
    for (const [key, what] of [
      ['tlscacert', 'could not read CA certificate'],
      ['tlscert', 'could not load X509 key pair'],
      ['tlskey', 'could not load X509 key pair'],
    ] as const) {
      const path = config[key]
      if (typeof path === 'string' && !pathExists(machine, path))
        throw new DaemonConfigError(
          `invalid TLS configuration: ${what} "${path}": open ${path}: The system cannot find the file specified.`,
        )
    }
}

/** `tlsverify`, even false, switches TLS on; so does `tls` true. */
export function usesTls(config: DaemonConfig): boolean {
  return 'tlsverify' in config || config.tls === true
}

export function listOf(config: DaemonConfig, name: string): readonly string[] {
  const value = config[name]
  return Array.isArray(value) ? value.map(String) : []
}
