import type { PlatformHost } from '../../../../preload/contract/grammar/platform.ts'
import type { EngineFacts } from '../../../../preload/contract/machines.ts'

/** What the host × image rule needs to know of a Windows engine's host; null on Linux. */
export function windowsHostOf(facts: EngineFacts | null): PlatformHost | null {
  if (facts?.os !== 'windows' || facts.build === null) return null
  // "Microsoft Windows Server Version 24H2 (OS Build 26100.4061)"
  const revision = /OS Build \d+\.(\d+)/.exec(facts.operatingSystem)?.[1]
  return {
    hostBuild: facts.build,
    hostKind: facts.windowsClient ? 'client' : 'server',
    ...(revision !== undefined && { hostRevision: Number(revision) }),
    ...(facts.defaultIsolation && { defaultIsolation: facts.defaultIsolation }),
  }
}

/** The last part of `10.0.20348.2762`. */
export function revisionOf(osVersion: string): number | undefined {
  const part = osVersion.split('.')[3]
  return part === undefined || part === '' ? undefined : Number(part)
}
