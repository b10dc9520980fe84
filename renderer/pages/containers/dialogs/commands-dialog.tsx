import { Field, makeStyles, Select } from '@fluentui/react-components'
import { useState } from 'react'
import type { ShownAction } from '../../../../preload/contract/command-line/actions.ts'
import { toEquivalent } from '../../../../preload/contract/command-line/print.ts'
import type { ContainerRow } from '../../../../preload/contract/containers.ts'
import { EquivalentCommand } from '../../../components/equivalent-command.tsx'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { containerStrings as words } from '../../../strings/containers.ts'
import { useContainerActions } from '../actions-context.ts'
import { type ActionKind, actedOn, isOffered } from '../possible-actions.ts'

const useStyles = makeStyles({ content: { display: 'flex', flexDirection: 'column', gap: '12px' } })

const KINDS: readonly ActionKind[] = ['start', 'stop', 'restart', 'pause', 'unpause', 'kill', 'remove']

function shownAction(kind: ActionKind, containers: string[]): ShownAction {
  return kind === 'remove' ? { action: 'rm', containers } : { action: kind, containers }
}

/** H11: the commands behind the buttons that ask nothing. */
export function CommandsDialog({ rows, onClose }: { rows: readonly ContainerRow[]; onClose: () => void }) {
  const styles = useStyles()
  const { machine } = useContainerActions()
  const offered = KINDS.filter((each) => isOffered(each, machine.facts))
  // What can be done to them now is what one looks for.
  const [kind, setKind] = useState<ActionKind>(offered.find((each) => actedOn(each, rows).length > 0) ?? 'start')
  const command = toEquivalent(
    shownAction(
      kind,
      rows.map(({ name }) => name),
    ),
  )
  return (
    <FormDialog title={words.commandsTitle(rows.length)} contentClass={styles.content} onClose={onClose}>
      <div>{words.commandsHint}</div>
      <Field label={words.commandsFor}>
        <Select value={kind} onChange={(_, { value }) => setKind(value as ActionKind)}>
          {offered.map((each) => (
            <option key={each} value={each}>
              {words.actions[each]}
            </option>
          ))}
        </Select>
      </Field>
      <EquivalentCommand command={command} open />
    </FormDialog>
  )
}
