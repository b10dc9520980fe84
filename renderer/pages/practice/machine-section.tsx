import { Button, Dropdown, Field, makeStyles, Option } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PracticeRow } from '../../../preload/contract/practice.ts'
import { api, query } from '../../api/client.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { Row, Section, Text } from '../../components/section.tsx'
import { showFailure } from '../../frame/toasts.tsx'
import { practiceStrings as words } from '../../strings/practice.ts'

const useStyles = makeStyles({ list: { maxWidth: '560px' } })

/** Which machine the practice host is. */
export function MachineSection({ row }: { row: PracticeRow }) {
  const styles = useStyles()
  const [resetting, setResetting] = useState(false)
  const [busy, setBusy] = useState(false)
  const presets = useQuery(query.practice.presets.queryOptions()).data ?? []
  const described = presets.find(({ name }) => name === row.preset)?.description ?? row.preset
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
          value={described}
          selectedOptions={[row.preset]}
          disabled={busy}
          onOptionSelect={(_, { optionValue }) => {
            if (optionValue && optionValue !== row.preset) run(api.practice.choose({ preset: optionValue }))
          }}
        >
          {presets.map(({ name, description }) => (
            <Option key={name} value={name} text={description}>
              {description}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <Text>{words.machineIs(row.hostName, row.windows)}</Text>
      <Row>
        <Button onClick={() => setResetting(true)}>{words.reset}</Button>
      </Row>
      {resetting && (
        <ConfirmDialog
          title={words.resetTitle(row.hostName)}
          confirm={words.reset}
          busy={busy}
          onConfirm={() => run(api.practice.reset())}
          onClose={() => setResetting(false)}
        >
          {words.resetText}
        </ConfirmDialog>
      )}
    </Section>
  )
}
