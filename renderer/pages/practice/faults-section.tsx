import { Button, Field, Input, makeStyles, Radio, RadioGroup, Switch } from '@fluentui/react-components'
import { useState } from 'react'
import type { PracticeFaults, PracticeRow } from '../../../preload/contract/practice.ts'
import { api } from '../../api/client.ts'
import { NumberSetting } from '../../components/number-setting.tsx'
import { Row, Section } from '../../components/section.tsx'
import { showFailure } from '../../frame/toasts.tsx'
import { practiceStrings as words } from '../../strings/practice.ts'

const useStyles = makeStyles({ text: { width: 'min(420px, 100%)' } })

const longestWait = 60_000

/** What goes wrong next, so that a person has seen it before it matters. */
export function FaultsSection({ row }: { row: PracticeRow }) {
  const styles = useStyles()
  const [text, setText] = useState('')
  const { faults } = row
  const fault = (change: Partial<PracticeFaults>) => void api.practice.fault(change).catch(showFailure)
  const armed = faults.failNextCall !== null
  return (
    <Section title={words.faults}>
      <NumberSetting
        label={words.slowPull}
        min={0}
        max={longestWait}
        value={faults.slowPull}
        onChange={(slowPull) => slowPull !== null && fault({ slowPull })}
      />
      <Field label={words.failNextCall} hint={words.failNextCallHint}>
        <Row>
          <Input
            className={styles.text}
            value={faults.failNextCall ?? text}
            disabled={armed}
            onChange={(_, { value }) => setText(value)}
          />
          <Button
            disabled={!armed && text.trim() === ''}
            onClick={() => fault({ failNextCall: armed ? null : text.trim() })}
          >
            {armed ? words.disarm : words.arm}
          </Button>
        </Row>
      </Field>
      <NumberSetting
        label={words.slowCmdlets}
        min={0}
        max={longestWait}
        value={faults.slowCmdlets}
        onChange={(slowCmdlets) => slowCmdlets !== null && fault({ slowCmdlets })}
      />
      <Field label={words.loseSession}>
        <RadioGroup
          layout="horizontal"
          value={faults.loseSession ?? ''}
          onChange={(_, { value }) => fault({ loseSession: value === 'before' || value === 'after' ? value : null })}
        >
          <Radio value="" label={words.loseSessionNot} />
          <Radio value="before" label={words.loseSessionBefore} />
          <Radio value="after" label={words.loseSessionAfter} />
        </RadioGroup>
      </Field>
      <div>
        <Switch
          label={words.powerLoss}
          checked={faults.powerLoss}
          onChange={(_, { checked }) => fault({ powerLoss: checked })}
        />
      </div>
    </Section>
  )
}
