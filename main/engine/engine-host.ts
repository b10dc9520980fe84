import { type Endpoint, isRemote } from '../connections/endpoint.ts'
import { parseHostTarget } from '../setup/host/target.ts'

/**
 * Where PowerShell reaches the Windows host of an engine: `local` for an engine of this machine, else the first of the
 * known targets (`winrm://…`, `ssh://…`) that names the engine's host; null where there is none. Names are compared as
 * written: what an alias stands for is only seen once a session tells the host's name.
 */
export function hostTargetOf(
  endpoint: Endpoint,
  known: readonly string[],
  platform: NodeJS.Platform = process.platform,
): string | null {
  if (!isRemote(endpoint)) return platform === 'win32' ? 'local' : null
  const host = hostOf(endpoint)
  return known.find((target) => sameHost(target, host)) ?? null
}

function hostOf(endpoint: Endpoint): string {
  if (endpoint.kind === 'tcp' || endpoint.kind === 'ssh') return bare(endpoint.host)
  // \\server\pipe\name
  return bare(endpoint.path.split(/[\\/]+/).filter(Boolean)[0] ?? '')
}

function sameHost(text: string, host: string): boolean {
  try {
    const target = parseHostTarget(text)
    return (target.kind === 'winrm' || target.kind === 'ssh') && host !== '' && bare(target.host) === host
  } catch {
    // A target of an older Slipway, which this one cannot read.
    return false
  }
}

const bare = (host: string) => host.replace(/^\[|\]$/g, '').toLowerCase()
