import type { ContainerSpec } from '../../../../preload/contract/container-spec.ts'

/** By these labels Compose and Swarm know their containers (docs.docker.com/reference/compose-file, moby daemon/cluster). */
const OWNERS = /^com\.docker\.(compose|swarm|stack)\./

/** A container's own labels, and the beginnings of those by which it belongs to somebody: a copy does not. */
export function splitLabels(labels: ContainerSpec['labels']): { labels: ContainerSpec['labels']; owners: string[] } {
  const owners = new Set(labels.flatMap(({ name }) => OWNERS.exec(name)?.[0] ?? []))
  return { labels: labels.filter(({ name }) => !OWNERS.test(name)), owners: [...owners] }
}
