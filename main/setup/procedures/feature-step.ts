import type { HostFacts } from '../../../preload/contract/setup-facts.ts'
import { type Call, given } from '../call.ts'
import type { Condition, Evidence } from '../condition.ts'
import { clientFeatures, dismState, oneOrMore, serverFeatures } from '../looks.ts'
import type { Look, Step } from '../step.ts'

/** Names of a feature's parts, which differ between Server and client. */
export interface FeatureNames {
  readonly server: readonly string[]
  readonly client: readonly string[]
  /** What -All adds on a client besides: looked at only to be taken away again. */
  readonly clientFamily?: readonly string[]
}

/** InstallState of Win32_OptionalFeature. */
const enabled = 1
const absent = 3

/** Installing features unpacks and registers drivers: half an hour is seen on slow disks. */
const installDeadline = 30 * 60_000

/**
 * One step that adds features: `Install-WindowsFeature` on a server, `Enable-WindowsOptionalFeature` on a client. Undo
 * takes away only those that were not there before.
 */
export function featureStep(options: {
  id: string
  title: string
  why: string
  source: string
  names: FeatureNames
  payload: string | null
  facts: HostFacts
  /** Looked at besides, and what of it must hold for the feature to be there. */
  besides?: { look: readonly Look[]; holds: Condition }
}): Step {
  const client = options.facts.kind === 'client'
  const names = client ? options.names.client : options.names.server
  const family = client ? (options.names.clientFamily ?? []) : []
  const { besides } = options
  const installed: Condition = {
    all: [
      { atLeast: ['features.count', names.length] },
      {
        every: ['features', client ? { equals: ['InstallState', enabled] } : { equals: ['InstallState', 'Installed'] }],
      },
    ],
  }
  const pending: Condition = client
    ? { any: names.map((_, place) => ({ in: [`dism${place}.State`, ['EnablePending', 'DisablePending']] as const })) }
    : { some: ['features', { in: ['InstallState', ['InstallPending', 'UninstallPending']] }] }
  const removed: Condition = client
    ? { some: ['features', { equals: ['InstallState', absent] }] }
    : { some: ['features', { in: ['InstallState', ['NotPresent', 'Removed']] }] }
  return {
    id: options.id,
    title: options.title,
    why: options.why,
    source: options.source,
    elevation: true,
    restart: 'may',
    look: [
      client ? clientFeatures('features', names) : serverFeatures('features', names),
      // CIM does not tell what is pending; this does, for an elevated session. Without, it only stays unknown.
      ...(client ? names.map((name, place) => dismState(`dism${place}`, name)) : []),
      ...(family.length > 0 ? [clientFeatures('family', family)] : []),
      ...(besides?.look ?? []),
    ],
    satisfied: besides ? { all: [installed, besides.holds] } : installed,
    awaitingRestart: besides ? { any: [pending, { all: [installed, { not: besides.holds }] }] } : pending,
    unsupported: [
      {
        code: 'feature-unknown',
        when: { not: { atLeast: ['features.count', names.length] } },
        because: `This Windows does not know ${names.length === 1 ? 'the feature' : 'all of the features'} ${names.join(', ')}.`,
        remedy: 'Use another edition of Windows.',
      },
    ],
    warns: options.payload
      ? []
      : [
          {
            when: removed,
            text: 'The files of this feature are not on the host: Windows Update will be asked for them. Give a source where the host has no way there.',
          },
        ],
    commands: client
      ? ['Enable-WindowsOptionalFeature', 'Disable-WindowsOptionalFeature']
      : ['Install-WindowsFeature', 'Uninstall-WindowsFeature'],
    apply: (evidence) => {
      const missing = namesToAdd(evidence, 'features')
      const wanted = missing.length > 0 ? missing : names
      return client ? [enable(wanted, options.payload)] : [install(wanted, options.payload)]
    },
    undo: (evidence) => {
      const added = [...namesToAdd(evidence, 'features'), ...namesToAdd(evidence, 'family')]
      if (added.length === 0) return []
      return [client ? disable(added) : uninstall(added)]
    },
    deadline: installDeadline,
  }
}

function install(names: readonly string[], payload: string | null): Call {
  return {
    run: 'Install-WindowsFeature',
    with: { Name: oneOrMore(names), ...(payload ? { Source: payload } : {}) },
    take: ['Success', 'RestartNeeded', 'ExitCode'],
  }
}

function enable(names: readonly string[], payload: string | null): Call {
  return {
    run: 'Enable-WindowsOptionalFeature',
    // Without -NoRestart it asks; -LimitAccess keeps it from asking Windows Update when a source was given.
    with: {
      Online: given,
      FeatureName: oneOrMore(names),
      All: given,
      NoRestart: given,
      ...(payload ? { Source: payload, LimitAccess: given } : {}),
    },
    take: ['RestartNeeded'],
  }
}

function uninstall(names: readonly string[]): Call {
  return {
    run: 'Uninstall-WindowsFeature',
    with: { Name: oneOrMore(names) },
    take: ['Success', 'RestartNeeded', 'ExitCode'],
  }
}

function disable(names: readonly string[]): Call {
  return {
    run: 'Disable-WindowsOptionalFeature',
    with: { Online: given, FeatureName: oneOrMore(names), NoRestart: given },
    take: ['RestartNeeded'],
  }
}

/** Names of what a look found not to be there. */
function namesToAdd(evidence: Evidence, look: string): string[] {
  const names: string[] = []
  for (const { Name, InstallState } of evidence[look]?.objects ?? []) {
    if (typeof Name === 'string' && InstallState !== 'Installed' && InstallState !== enabled) names.push(Name)
  }
  return names
}
