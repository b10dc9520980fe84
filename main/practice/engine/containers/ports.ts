import type { ContainerConfig, HostConfig } from './container-config.ts'

type Bindings = Record<string, { HostIp: string; HostPort: string }[] | null>

/** The ports of a running container: those published with what the host gave, those only exposed with null. */
export function portBindings(config: ContainerConfig, host: HostConfig): Bindings {
  const ports: Bindings = {}
  for (const port of Object.keys(config.ExposedPorts ?? {})) ports[port] = null
  for (const [port, given] of Object.entries(host.PortBindings)) {
    ports[port] = (given ?? []).map(({ HostIp, HostPort }) => ({ HostIp: HostIp || '0.0.0.0', HostPort }))
  }
  return ports
}

/** The same as a list, as `/containers/json` has it. */
export function portList(config: ContainerConfig, host: HostConfig): object[] {
  return Object.entries(portBindings(config, host)).flatMap(([port, given]): object[] => {
    const [number, type = 'tcp'] = port.split('/')
    const common = { PrivatePort: Number(number), Type: type }
    if (!given || given.length === 0) return [common]
    return given.map(({ HostIp, HostPort }) => ({ IP: HostIp, ...common, PublicPort: Number(HostPort) }))
  })
}
