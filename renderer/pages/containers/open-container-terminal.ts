import type { ContainerRow } from '../../../preload/contract/containers.ts'

/** Opens a shell, or the container's own program, in the dock. The terminal's script comes when the first is opened. */
export async function openContainerTerminal(
  machine: string,
  { id }: Pick<ContainerRow, 'id'>,
  kind: 'exec' | 'attach',
  options: { command?: string[]; user?: string } = {},
): Promise<void> {
  const { openTerminal } = await import('../../terminal/open-terminal.ts')
  await openTerminal({ kind, machine, container: id, ...options })
}
