import type { KnownFailure } from './known-failure.ts'
import { apiVersionFailures } from './table/api-version.ts'
import { containerFailures } from './table/containers.ts'
import { engineStartFailures } from './table/engine-start.ts'
import { hostSetupFailures } from './table/host-setup.ts'
import { imageFailures } from './table/images.ts'
import { reachFailures } from './table/reach.ts'
import { sshFailures } from './table/ssh.ts'
import { tlsFailures } from './table/tls.ts'
import { windowsRunFailures } from './table/windows-run.ts'

/** Every known failure; the first that matches wins, so what is special stands before what is general. */
export const knownFailures: readonly KnownFailure[] = [
  ...apiVersionFailures,
  ...engineStartFailures,
  ...windowsRunFailures,
  ...imageFailures,
  ...containerFailures,
  ...hostSetupFailures,
  ...sshFailures,
  ...tlsFailures,
  ...reachFailures,
]
