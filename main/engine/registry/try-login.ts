import { SlipwayError } from '../../../preload/contract/explained.ts'
import type { EngineLink } from '../link.ts'
import type { Credentials } from './credentials.ts'
import type { RegistryLogin } from './login.ts'

/** A login, or why there is none although one may be kept. */
export interface TriedLogin {
  login: RegistryLogin | null
  problem: SlipwayError | null
}

/**
 * Looks for a login as the docker CLI does: a helper that is missing or broken is no reason to refuse a public image.
 * Only when the registry then asks for a login does the helper's problem matter: see `withLoginProblem`. An engine whose
 * registries are not those of the world gets none: what a person uses at Docker Hub means nothing on the practice host.
 */
export async function tryLogin(
  link: Pick<EngineLink, 'registryAt'>,
  credentials: Credentials,
  registry: string,
  signal: AbortSignal,
): Promise<TriedLogin> {
  if (link.registryAt) return { login: null, problem: null }
  try {
    return { login: await credentials.forRegistry(registry, signal), problem: null }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof SlipwayError) return { login: null, problem: error }
    throw error
  }
}

/** The failure to show: that of the login when it explains why the registry refused. */
export function withLoginProblem(error: unknown, { problem }: TriedLogin): unknown {
  const refused = error instanceof SlipwayError && error.explained.code === 'registry-unauthorized'
  if (!problem || !refused) return error
  const { explained } = problem
  return new SlipwayError({ ...explained, detail: error.explained.detail }, { cause: error })
}
