import { Field, Input, makeStyles, Radio, RadioGroup, Switch } from '@fluentui/react-components'
import type { ProcedureParameters } from '../../../preload/contract/setup-procedures.ts'
import { NumberSetting } from '../../components/number-setting.tsx'
import { setupStrings as words } from '../../strings/setup.ts'
import { RemoteHostField } from './remote-host-field.tsx'
import { VmField } from './vm-field.tsx'
import type { Answers, WizardId } from './wizards.ts'

type Nested = ProcedureParameters['nested-virtualization']
type Tools = Answers['managementTools']

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px', maxWidth: '640px' },
})

interface Props {
  target: string
  wizard: WizardId
  answers: Answers
  onAnswers: (answers: Answers) => void
}

/** What a wizard asks beside the host, each with a sensible answer filled in. */
export function WizardOptions({ target, wizard, answers, onAnswers }: Props) {
  const styles = useStyles()
  if (wizard === 'nested-virtualization') {
    return (
      <div className={styles.root}>
        <NestedOptions
          target={target}
          nested={answers.nested}
          onNested={(nested) => onAnswers({ ...answers, nested })}
        />
      </div>
    )
  }
  if (wizard === 'trust-remote-host') {
    return (
      <div className={styles.root}>
        <RemoteHostField host={answers.remoteHost} onHost={(remoteHost) => onAnswers({ ...answers, remoteHost })} />
      </div>
    )
  }
  return (
    <div className={styles.root}>
      <Field label={words.source} hint={words.sourceHint}>
        <Input value={answers.source} onChange={(_, { value }) => onAnswers({ ...answers, source: value })} />
      </Field>
      {wizard !== 'containers-feature' && (
        <Field label={words.managementTools}>
          <RadioGroup
            value={answers.managementTools}
            onChange={(_, { value }) => onAnswers({ ...answers, managementTools: value as Tools })}
          >
            {(Object.keys(words.tools) as Tools[]).map((each) => (
              <Radio key={each} value={each} label={words.tools[each]} />
            ))}
          </RadioGroup>
        </Field>
      )}
    </div>
  )
}

interface NestedProps {
  target: string
  nested: Nested
  onNested: (nested: Nested) => void
}

function NestedOptions({ target, nested, onNested }: NestedProps) {
  const change = (part: Partial<Nested>) => onNested({ ...nested, ...part })
  const toggle = (label: string, name: 'discardSavedState' | 'updateVersion' | 'removeCheckpoints' | 'start') => (
    <Switch label={label} checked={nested[name]} onChange={(_, { checked }) => change({ [name]: checked })} />
  )
  return (
    <>
      <VmField target={target} vm={nested.vm} onVm={(vm) => change({ vm })} />
      <Field label={words.stopVm}>
        <RadioGroup value={nested.stop} onChange={(_, { value }) => change({ stop: value as Nested['stop'] })}>
          {(Object.keys(words.stops) as Nested['stop'][]).map((each) => (
            <Radio key={each} value={each} label={words.stops[each]} />
          ))}
        </RadioGroup>
      </Field>
      <NumberSetting
        label={words.processorsOf}
        min={2}
        max={2048}
        value={nested.processors}
        onChange={(processors) => processors !== null && change({ processors })}
      />
      <NumberSetting
        label={words.memoryOf}
        min={4}
        max={12_288}
        value={nested.memoryGigabytes}
        onChange={(memoryGigabytes) => memoryGigabytes !== null && change({ memoryGigabytes })}
      />
      <Field label={words.network}>
        <RadioGroup value={nested.network} onChange={(_, { value }) => change({ network: value as Nested['network'] })}>
          {(Object.keys(words.networks) as Nested['network'][]).map((each) => (
            <Radio key={each} value={each} label={words.networks[each]} />
          ))}
        </RadioGroup>
      </Field>
      <div>
        {toggle(words.discardSavedState, 'discardSavedState')}
        <br />
        {toggle(words.updateVersion, 'updateVersion')}
        <br />
        {toggle(words.removeCheckpoints, 'removeCheckpoints')}
        <br />
        {toggle(words.startAfter, 'start')}
      </div>
    </>
  )
}
