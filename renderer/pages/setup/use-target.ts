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
  const practice = presets.map(({ name }) => ({ target: `practice:${name}`, name: words.practiceMachine(name) }))
  if (platform !== 'win32') return practice
  const here = { target: 'local', name: words.thisMachine }
  return practising ? [...practice, here] : [here, ...practice]
}

/** A target as people read it. */
export function targetName(target: string): string {
  if (target === 'local') return words.thisMachine
  return target.startsWith('practice:') ? words.practiceMachine(target.slice('practice:'.length)) : target
}

/** A virtual machine of a host as a target of its own. */
export function insideTarget(host: string, vm: string): string {
  return host.startsWith('practice:') ? `${host}/${vm}` : `vm:${vm}`
}
