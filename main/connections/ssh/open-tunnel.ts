import { userInfo } from 'node:os'
import type { ServerHostKeyAlgorithm } from 'ssh2'
import type { SshSettings } from '../../../preload/contract/machines.ts'
import type { Credentials, Surroundings } from '../definition.ts'
import type { Endpoint } from '../endpoint.ts'
import { authentication } from './authentication.ts'
import type { HostKeys } from './host-keys.ts'
import { hostVerifier, SshTunnel } from './tunnel.ts'

const algorithms: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
]

/** A tunnel to an `ssh://` endpoint; nothing is dialled before its first channel. */
export function openTunnel(
  endpoint: Extract<Endpoint, { kind: 'ssh' }>,
  settings: SshSettings | null,
  credentials: () => Promise<Credentials>,
  around: Surroundings,
  hostKeys: HostKeys,
  machine: string,
): SshTunnel {
  const { host, port } = endpoint
  return new SshTunnel(
    async () => ({
      host,
      port,
      username: endpoint.user ?? userInfo().username,
      readyTimeout: 10_000,
      // A dead link is noticed within 45 s.
      keepaliveInterval: 15_000,
      keepaliveCountMax: 3,
      algorithms: { serverHostKey: preferred(await hostKeys.types(host, port)) },
      hostVerifier: hostVerifier((key) => hostKeys.check(host, port, key, machine)),
      ...(await authentication(settings ?? { authentication: 'agent' }, await credentials(), around)),
    }),
    endpoint.socketPath,
  )
}

/** Known types first, so that a server with several keys shows the one we know. */
function preferred(types: readonly string[]): ServerHostKeyAlgorithm[] {
  const known = algorithms.filter((name) => types.includes(name.startsWith('rsa-sha2') ? 'ssh-rsa' : name))
  return [...known, ...algorithms.filter((name) => !known.includes(name))]
}
