/** What a key of daemon.json takes. */
export type KeyType = 'string' | 'bool' | 'number' | 'strings' | 'object'

interface Key {
  readonly type: KeyType
  /** The engine that brought it, `major.minor`; absent: older than 20.10. */
  readonly since?: string
}

const table: Readonly<Record<KeyType, string>> = {
  string:
    'bridge containerd data-root default-runtime exec-root fixed-cidr group log-driver log-level metrics-addr pidfile swarm-default-advertise-addr tlscacert tlscert tlskey containerd-namespace containerd-plugins-namespace deprecated-key-path host-gateway-ip',
  bool: 'debug experimental raw-logs tls tlsverify cri-containerd',
  number:
    'max-concurrent-downloads max-concurrent-uploads max-download-attempts shutdown-timeout network-control-plane-mtu network-diagnostic-port mtu',
  strings:
    'hosts dns dns-opts dns-search labels insecure-registries registry-mirrors authorization-plugins exec-opts storage-opts node-generic-resources allow-nondistributable-artifacts',
  object: 'log-opts features builder',
}

const later: Readonly<Record<string, Key>> = {
  'log-format': { type: 'string', since: '25.0' },
  'min-api-version': { type: 'string', since: '29.0' },
  'default-stop-timeout': { type: 'number', since: '29.7' },
  'cdi-spec-dirs': { type: 'strings', since: '25.0' },
  'host-gateway-ips': { type: 'strings', since: '28.0' },
  proxies: { type: 'object', since: '23.0' },
  'default-network-opts': { type: 'object', since: '25.0' },
  'nri-opts': { type: 'object', since: '29.0' },
}

const keys = new Map<string, Key>([
  ...Object.entries(table).flatMap(([type, names]) =>
    names.split(' ').map((name): [string, Key] => [name, { type: type as KeyType }]),
  ),
  ...Object.entries(later),
])

/** Type of a key that an engine on Windows knows (moby daemon/config/config.go and config_windows.go); null for one that it does not. */
export function daemonKey(name: string, version: string): KeyType | null {
  const found = keys.get(name)
  return found && atLeast(version, found.since ?? '0.0') ? found.type : null
}

/** Whether an engine's version reaches `major.minor`. */
export function atLeast(version: string, least: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number)
  return major > leastMajor || (major === leastMajor && minor >= leastMinor)
}
