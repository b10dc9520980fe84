import type { HostFacts } from '../../../preload/contract/setup-facts.ts'
import { homeStrings as words } from '../../strings/home.ts'
import type { Station } from './stations.ts'

/** The stations before the engine, on a host that Slipway can set up; null facts are not read yet. */
export function judgeHost(facts: HostFacts | null, failed: boolean): Station[] {
  const state = failed ? ('open' as const) : ('checking' as const)
  if (!facts) {
    const waiting = failed ? words.waitsFor(words.host) : words.reading
    return [
      { id: 'host', title: words.host, state, evidence: failed ? words.hostUnread : words.reading },
      { id: 'containers-feature', title: words.containersFeature, state, evidence: waiting },
      { id: 'hyper-v', title: words.hyperV, state: 'optional', evidence: words.hyperVWhen },
    ]
  }
  const { containers, hyperV } = facts.features
  return [
    { id: 'host', title: words.host, state: 'done', evidence: hostEvidence(facts) },
    {
      id: 'containers-feature',
      title: words.containersFeature,
      state: containers === 'installed' ? 'done' : 'open',
      evidence:
        containers === 'installed'
          ? words.installed
          : containers === 'install-pending'
            ? words.awaitsRestart
            : containers === null
              ? words.featureUnknown
              : words.containersNeed,
    },
    {
      id: 'hyper-v',
      title: words.hyperV,
      state: hyperV === 'installed' ? 'done' : 'optional',
      evidence:
        hyperV === 'installed'
          ? words.installed
          : hyperV === 'install-pending'
            ? words.awaitsRestart
            : words.hyperVWhen,
    },
  ]
}

function hostEvidence({ name, caption, build, revision, memory }: HostFacts): string {
  const version = build === null ? null : words.build([build, revision].filter((part) => part !== null).join('.'))
  const size = memory === null ? null : words.memory(Math.round(memory / 2 ** 30))
  return [name, caption, version, size].filter((part) => part !== null).join(' · ')
}
