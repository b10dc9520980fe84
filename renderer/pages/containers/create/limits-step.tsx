import { Field, Input, makeStyles, Select } from '@fluentui/react-components'
import { formatMemory } from '../../../components/format.ts'
import { createStrings as words } from '../../../strings/create-container.ts'
import { CheckField, Pair, Section, TextField } from './fields.tsx'
import { useCreateForm } from './form-context.ts'
import { type FormValues, type MemoryUnit, memoryUnits } from './form-values.ts'
import { IsolationField } from './isolation-field.tsx'

const useStyles = makeStyles({
  amount: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 88px', gap: '8px' },
})

/** What the container may use and may do: Windows engines take isolation, Linux engines privileges. */
export function LimitsStep() {
  const { offers } = useCreateForm()
  return (
    <>
      {offers('isolation') && (
        <Section>
          <IsolationField />
        </Section>
      )}
      <Section title={words.limits}>
        <Pair>
          <CpuField />
          <MemoryField />
        </Pair>
        {offers('storageSize') && (
          <Pair>
            <TextField name="storageSize" label={words.storageSize} hint={words.storageSizeHint} placeholder="50G" />
            <TextField
              name="credentialSpec"
              label={words.credentialSpec}
              hint={words.credentialSpecHint}
              placeholder="file://web.json"
              monospace
            />
          </Pair>
        )}
      </Section>
      {offers('privileged') && (
        <Section title={words.privileges}>
          <CheckField name="privileged" label={words.privileged} hint={words.privilegedHint} />
          <CheckField name="readOnlyRootfs" label={words.readOnlyRootfs} hint={words.readOnlyRootfsHint} />
          <Pair>
            <TextField name="capAdd" label={words.capAdd} hint={words.capabilityHint} />
            <TextField name="capDrop" label={words.capDrop} />
          </Pair>
        </Section>
      )}
    </>
  )
}

function CpuField() {
  const { values, set, facts, offers } = useCreateForm()
  const percent = offers('cpuKind') && values.cpuKind === 'percent'
  return (
    <>
      {offers('cpuKind') && (
        <Field label={words.cpuKind}>
          <Select value={values.cpuKind} onChange={(_, { value }) => set({ cpuKind: value as FormValues['cpuKind'] })}>
            {(['cpus', 'count', 'percent'] as const).map((each) => (
              <option key={each} value={each}>
                {words.cpuKinds[each]}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <TextField
        name="cpuAmount"
        label={percent ? words.cpuPercentAmount : words.cpuAmount}
        hint={percent ? words.cpuPercentHint : words.cpuHint(facts.cpus)}
        numeric
      />
    </>
  )
}

function MemoryField() {
  const styles = useStyles()
  const { values, set, facts, problemAt } = useCreateForm()
  return (
    <Field
      label={words.memory}
      hint={words.memoryHint(formatMemory(facts.memory))}
      validationMessage={problemAt('memory')}
    >
      {(control) => (
        <div className={styles.amount}>
          <Input
            {...control}
            name="memory"
            value={values.memory}
            onChange={(_, { value }) => set({ memory: value })}
            inputMode="decimal"
            autoComplete="off"
          />
          <Select
            aria-label={words.memoryUnit}
            value={values.memoryUnit}
            onChange={(_, { value }) => set({ memoryUnit: value as MemoryUnit })}
          >
            {Object.keys(memoryUnits).map((unit) => (
              <option key={unit}>{unit}</option>
            ))}
          </Select>
        </div>
      )}
    </Field>
  )
}
