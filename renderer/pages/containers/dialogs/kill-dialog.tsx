import { Field, Select } from '@fluentui/react-components'
import { useState } from 'react'
import type { ContainerRow } from '../../../../preload/contract/containers.ts'
import { containerStrings as words } from '../../../strings/containers.ts'
import { useContainerActions } from '../actions-context.ts'
import { actedOn } from '../possible-actions.ts'
import { ActionDialog } from './action-dialog.tsx'

const SIGNALS = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2']

/** K3: ends containers at once, or sends a signal of Linux. */
export function KillDialog({ rows, onClose }: { rows: readonly ContainerRow[]; onClose: () => void }) {
  const { machine, run } = useContainerActions()
  const [signal, setSignal] = useState('SIGKILL')
  const acted = actedOn('kill', rows)
  const names = acted.map(({ name }) => name)
  const other = signal === 'SIGKILL' ? undefined : signal
  return (
    <ActionDialog
      alert
      title={words.killTitle(names)}
      confirm={words.actions.kill}
      disabled={acted.length === 0}
      action={{ action: 'kill', containers: names, signal: other }}
      onConfirm={async () => void run(acted, { kind: 'kill', signal: other })}
      onClose={onClose}
    >
      <p style={{ margin: 0 }}>{other ? words.killSignalHint : words.killHint}</p>
      {machine.facts?.os === 'linux' && (
        <Field label={words.signal}>
          <Select value={signal} onChange={(_, { value }) => setSignal(value)}>
            {SIGNALS.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </Select>
        </Field>
      )}
    </ActionDialog>
  )
}
