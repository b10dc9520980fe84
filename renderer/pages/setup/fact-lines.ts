import type { HostFacts } from '../../../preload/contract/setup-facts.ts'
import { formatBytes, formatMemory } from '../../components/format.ts'
import { setupStrings as words } from '../../strings/setup.ts'

/** One fact to show; null could not be read. */
export interface FactLine {
  label: string
  value: string | null
}

/** The facts in the order in which an administrator asks for them. */
export function factLines(facts: HostFacts): FactLine[] {
  const { processor, memory, freeMemory, disks, restart, docker, features } = facts
  const build = facts.build === null ? null : [facts.build, facts.revision].filter((part) => part !== null).join('.')
  const counts = words.processors(processor.sockets, processor.logicalProcessors)
  return [
    { label: words.facts.windows, value: facts.caption },
    { label: words.facts.kind, value: facts.kind && words.kinds[facts.kind] },
    { label: words.facts.build, value: build },
    { label: words.facts.domain, value: facts.domain === '' ? words.noDomain : facts.domain },
    { label: words.facts.machine, value: join([facts.manufacturer, facts.model], ' ') },
    { label: words.facts.virtual, value: yesNo(facts.virtual) },
    { label: words.facts.processor, value: join([processor.name, counts || null], ', ') },
    {
      label: words.facts.memory,
      value:
        memory === null
          ? null
          : freeMemory === null
            ? formatMemory(memory)
            : words.memoryFree(formatMemory(memory), formatMemory(freeMemory)),
    },
    {
      label: words.facts.disks,
      value:
        disks
          ?.map(({ drive, free, size }) =>
            words.diskFree(
              drive,
              free === null ? words.unknown : formatBytes(free),
              size === null ? words.unknown : formatBytes(size),
            ),
          )
          .join('; ') ?? null,
    },
    { label: words.facts.hypervisor, value: yesNo(facts.hypervisorPresent) },
    { label: words.facts.containers, value: features.containers && words.features[features.containers] },
    { label: words.facts.hyperV, value: features.hyperV && words.features[features.hyperV] },
    { label: words.facts.canNest, value: yesNo(facts.canNest) },
    {
      label: words.facts.restart,
      value: restart.pending ? words.restartBecause(restart.signs.join(', ')) : yesNo(restart.pending),
    },
    {
      label: words.facts.docker,
      value:
        docker && (join([docker.version, docker.daemon, docker.listens.join(', ') || null], ' · ') ?? words.noEngine),
    },
  ]
}

function yesNo(value: boolean | null): string | null {
  return value === null ? null : value ? words.yes : words.no
}

function join(parts: readonly (string | null)[], between: string): string | null {
  const known = parts.filter((part) => part !== null && part !== '')
  return known.length > 0 ? known.join(between) : null
}
