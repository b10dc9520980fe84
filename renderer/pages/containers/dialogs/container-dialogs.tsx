import { type Asked, useContainerActions } from '../actions-context.ts'
import { CommandsDialog } from './commands-dialog.tsx'
import { CommitDialog } from './commit-dialog.tsx'
import { KillDialog } from './kill-dialog.tsx'
import { LimitsDialog } from './limits-dialog.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'

interface Props {
  asked: Asked
  /** Names in use. */
  names: ReadonlySet<string>
  onClose: () => void
}

/** The dialog that is open. */
export function ContainerDialogs({ asked, names, onClose }: Props) {
  const { machine } = useContainerActions()
  switch (asked.kind) {
    case 'remove':
      return <RemoveDialog rows={asked.rows} onClose={onClose} />
    case 'kill':
      return <KillDialog rows={asked.rows} onClose={onClose} />
    case 'commands':
      return <CommandsDialog rows={asked.rows} onClose={onClose} />
    case 'rename':
      return <RenameDialog machine={machine.id} row={asked.row} taken={names} onClose={onClose} />
    case 'limits':
      return <LimitsDialog details={asked.details} onClose={onClose} />
    case 'commit':
      return <CommitDialog details={asked.details} onClose={onClose} />
  }
}
