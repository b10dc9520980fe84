import { Button, Dropdown, Field, makeStyles, Option, OptionGroup } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PracticePreset, PracticeRow } from '../../../preload/contract/practice.ts'
import { api, query } from '../../api/client.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { Row, Section, Text } from '../../components/section.tsx'
import { showFailure } from '../../frame/toasts.tsx'
import { practiceStrings as words } from '../../strings/practice.ts'
import { OwnMachineButtons } from './own-machine-buttons.tsx'

const useStyles = makeStyles({ list: { maxWidth: '640px' } })

/** Which machine the practice host is. */
export function MachineSection({ row }: { row: PracticeRow }) {
  const styles = useStyles()
  const [resetting, setResetting] = useState(false)
  const [busy, setBusy] = useState(false)
  const known = useQuery({ ...query.practice.presets.queryOptions(), staleTime: 0 })
  const presets = known.data ?? []
  const current = presets.find(({ name }) => name === row.preset)
  const groups = [
    { label: words.ownMachines, machines: presets.filter(({ own }) => own) },
    { label: words.machines, machines: presets.filter(({ own }) => !own) },
  ].filter(({ machines }) => machines.length > 0)
  const run = (work: Promise<void>) => {
    setBusy(true)
    void work.catch(showFailure).finally(() => {
      setBusy(false)
      setResetting(false)
    })
  }
  return (
    <Section title={words.machine}>
      <Field label={words.machine} hint={words.machineHint} className={styles.list}>
        <Dropdown
          value={current ? labelOf(current) : row.preset}
          selectedOptions={[row.preset]}
          disabled={busy}
          onOptionSelect={(_, { optionValue }) => {
            if (optionValue && optionValue !== row.preset) run(api.practice.choose({ preset: optionValue }))
          }}
        >
          {groups.map(({ label, machines }) => (
            <OptionGroup key={label} label={label}>
              {machines.map((machine) => (
                <Option key={machine.name} value={machine.name} text={labelOf(machine)}>
                  {labelOf(machine)}
                </Option>
              ))}
            </OptionGroup>
          ))}
        </Dropdown>
      </Field>
      <Text>{words.machineIs(row.hostName, row.windows)}</Text>
      <Row>
        <Button onClick={() => setResetting(true)}>{words.reset}</Button>
        <OwnMachineButtons row={row} current={current} onChanged={() => void known.refetch()} />
      </Row>
      {resetting && (
        <ConfirmDialog
          title={words.resetTitle(row.hostName)}
          confirm={words.reset}
          busy={busy}
          onConfirm={() => run(api.practice.reset())}
          onClose={() => setResetting(false)}
        >
          {current?.own ? words.resetOwnText : words.resetText}
        </ConfirmDialog>
      )}
    </Section>
  )
}

/** One's own machine goes by the name that one gave it. */
function labelOf({ name, description, own }: PracticePreset): string {
  if (!own) return description
  return description === name ? name : `${name}: ${description}`
}
