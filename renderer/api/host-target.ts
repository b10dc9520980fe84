import type { MachineRow } from '../../preload/contract/machines.ts'

/** The setup target of an engine's host: the practice machine, or this Windows machine; null where it is another. */
export function hostTargetOf(
  machine: Pick<MachineRow, 'source' | 'url'> | null,
  platform: string | undefined,
  preset: string | undefined,
): string | null {
  if (machine?.source === 'practice') return preset === undefined ? null : `practice:${preset}`
  if (platform !== 'win32') return null
  // Without an engine, or with one behind a pipe of this machine.
  return machine === null || /^npipe:\/{2,4}\.\//i.test(machine.url) ? 'local' : null
}
