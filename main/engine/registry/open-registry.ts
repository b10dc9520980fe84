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
  if (link.registryAt) {
    const at = await link.registryAt(registry)
    if (at === null) throw registryUnreachable(new Error(`dial tcp: lookup ${registry}: no such host`))
    return new RegistryClient([at], { login: null, problem: null }, signal)
  }
  const [policy, tried] = await Promise.all([readRegistryPolicy(link, signal), tryLogin(credentials, registry, signal)])
  return new RegistryClient(registryEndpoints(registry, policy), tried, signal)
}
