import { BlockList, isIP } from 'node:net'
import { callEngine } from '../call.ts'
import type { EngineLink } from '../link.ts'

/** What the engine's `info` says of registries (RegistryConfig). */
export interface RegistryPolicy {
  InsecureRegistryCIDRs?: string[] | null
  IndexConfigs?: Record<string, { Secure?: boolean }> | null
}

/** Docker Hub's registry is not at the host that references name (moby registry/config.go). */
const hubHost = 'registry-1.docker.io'

/** Asks the engine which registries it may reach without TLS. */
export async function readRegistryPolicy(link: EngineLink, signal?: AbortSignal): Promise<RegistryPolicy> {
  const info = await callEngine<{ RegistryConfig?: RegistryPolicy | null }>(link, {
    method: 'GET',
    path: '/info',
    signal,
  })
  return info.RegistryConfig ?? {}
}

/**
 * Where a registry answers, to be tried in this order: HTTPS, and plain HTTP only for this machine itself and for what
 * the engine lists under "insecure-registries" (moby registry/service_v2.go).
 */
export function registryEndpoints(registry: string, policy: RegistryPolicy): string[] {
  if (registry === 'docker.io') return [`https://${hubHost}`]
  return isInsecure(registry, policy) ? [`https://${registry}`, `http://${registry}`] : [`https://${registry}`]
}

/** Names and addresses that never leave this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

function isInsecure(registry: string, policy: RegistryPolicy): boolean {
  const host = hostName(registry)
  if (isLoopback(host)) return true
  if (policy.IndexConfigs?.[registry]?.Secure === false) return true
  const family = isIP(host)
  if (family === 0) return false
  const insecure = new BlockList()
  for (const cidr of policy.InsecureRegistryCIDRs ?? []) {
    const [network = '', bits = ''] = cidr.split('/')
    const version = isIP(network)
    if (version === family) insecure.addSubnet(network, Number(bits), version === 6 ? 'ipv6' : 'ipv4')
  }
  return insecure.check(host, family === 6 ? 'ipv6' : 'ipv4')
}

/** Without port and brackets. */
function hostName(registry: string): string {
  return registry.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')
}
