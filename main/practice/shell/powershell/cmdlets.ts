import { aliases } from './aliases.ts'
import type { Cmdlet } from './cmdlet.ts'
import { computerInfoCmdlet } from './cmdlets/computer-info.ts'
import { contentCmdlets } from './cmdlets/content.ts'
import { convertCmdlets } from './cmdlets/convert.ts'
import { groupCmdlets } from './cmdlets/groups.ts'
import { helpCmdlets } from './cmdlets/help.ts'
import { itemChangeCmdlets } from './cmdlets/item-changes.ts'
import { itemCmdlets } from './cmdlets/items.ts'
import { mkdirFunction } from './cmdlets/mkdir.ts'
import { networkCmdlets } from './cmdlets/network.ts'
import { objectCmdlets } from './cmdlets/objects.ts'
import { outputCmdlets } from './cmdlets/output.ts'
import { processCmdlets } from './cmdlets/processes.ts'
import { selectStringCmdlet } from './cmdlets/select-string.ts'
import { sessionCmdlets } from './cmdlets/session.ts'
import { systemCmdlets } from './cmdlets/system.ts'
import { webCmdlets } from './cmdlets/web.ts'

/** Every cmdlet that the practice PowerShell has. */
export const cmdlets: readonly Cmdlet[] = [
  ...processCmdlets,
  computerInfoCmdlet,
  ...itemCmdlets,
  ...itemChangeCmdlets,
  mkdirFunction,
  ...contentCmdlets,
  ...objectCmdlets,
  ...outputCmdlets,
  ...systemCmdlets,
  ...networkCmdlets,
  ...webCmdlets,
  ...groupCmdlets,
  ...convertCmdlets,
  ...sessionCmdlets,
  selectStringCmdlet,
  ...helpCmdlets(() => cmdlets),
]

const byName = new Map(cmdlets.map((it) => [it.name.toLowerCase(), it]))

/** A cmdlet by its name, its alias, or its module-qualified name. */
export function findCmdlet(name: string): Cmdlet | null {
  const key = name.toLowerCase().replace(/^[\w.]+\\(?=\w+-\w+$)/, '')
  const alias = Object.hasOwn(aliases, key) ? aliases[key] : undefined
  return byName.get((alias ?? key).toLowerCase()) ?? null
}
