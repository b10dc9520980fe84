import type { EngineLink } from '../link.ts'
import type { Credentials } from './credentials.ts'
import { readRegistryPolicy, registryEndpoints } from './endpoint.ts'
import { RegistryClient } from './registry-client.ts'
import { registryUnreachable } from './registry-failures.ts'
import { tryLogin } from './try-login.ts'

/** Gets ready to ask a registry as the engine's user would: same login, same rules about TLS. */
export async function openRegistry(
  link: EngineLink,
  registry: string,
  credentials: Credentials,
  signal: AbortSignal,
): Promise<RegistryClient> {
  const [endpoints, tried] = await Promise.all([
    findEndpoints(link, registry, signal),
    tryLogin(link, credentials, registry, signal),
  ])
  return new RegistryClient(endpoints, tried, signal)
}

async function findEndpoints(link: EngineLink, registry: string, signal: AbortSignal): Promise<string[]> {
  if (!link.registryAt) return registryEndpoints(registry, await readRegistryPolicy(link, signal))
  const at = await link.registryAt(registry)
  if (at !== null) return [at]
  throw registryUnreachable(new Error(`dial tcp: lookup ${registry}: no such host`))
}
