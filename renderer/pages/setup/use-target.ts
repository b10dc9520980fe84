import { useQuery } from '@tanstack/react-query'
import { query } from '../../api/client.ts'
import { useCurrentMachine } from '../../api/machines.ts'
import { useAppInfo } from '../../api/settings.ts'
import { setupStrings as words } from '../../strings/setup.ts'

/** A host that can be chosen without typing its address. */
export interface KnownTarget {
  target: string
  name: string
}

/** Hosts to offer, the one to begin with first: this machine where it runs Windows, and the practice machines. */
export function useKnownTargets(): KnownTarget[] {
  const platform = useAppInfo()?.platform
  const practising = useCurrentMachine()?.source === 'practice'
  const presets = useQuery(query.practice.presets.queryOptions()).data ?? []
  const practice = presets.map(({ name, hostName }) => ({
    target: `practice:${name}`,
    name: hostName ? words.practiceHost(hostName, name) : words.practiceMachine(name),
  }))
  if (platform !== 'win32') return practice
  const here = { target: 'local', name: words.thisMachine }
  return practising ? [...practice, here] : [here, ...practice]
}

/** How people read a target: a practice machine by its computer name too. */
export function useTargetName(): (target: string) => string {
  const known = useKnownTargets()
  return (target) => known.find((one) => one.target === target)?.name ?? targetName(target)
}

/** A target as people read it where nothing more is known of it. */
function targetName(target: string): string {
  if (target === 'local') return words.thisMachine
  return target.startsWith('practice:') ? words.practiceMachine(target.slice('practice:'.length)) : target
}

/** The host that a run was on, by its own name where it was told, and by how it was reached. */
export function hostOfRun({ host, target }: { host: string; target: string }): string {
  const reached = targetName(target)
  if (host === '' || reached.toLowerCase().includes(host.toLowerCase())) return reached
  return target.startsWith('practice:')
    ? words.practiceHost(host, target.slice('practice:'.length))
    : words.hostBy(host, reached)
}

/** A virtual machine of a host as a target of its own. */
export function insideTarget(host: string, vm: string): string {
  return host.startsWith('practice:') ? `${host}/${vm}` : `vm:${vm}`
}
