import { Field, Input, makeStyles, Radio, RadioGroup, Textarea, tokens } from '@fluentui/react-components'
import { type Control, Controller } from 'react-hook-form'
import { connectionFormStrings as words } from '../../strings/connections.ts'
import type { FormValues, PemFrom, PemValue } from './form-values.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '4px' },
  text: { '& textarea': { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 } },
})

interface Props {
  control: Control<FormValues>
  name: 'ca' | 'certificate' | 'key'
  label: string
  hint?: string
  /** The text is in the keychain already: an empty one keeps it. */
  kept?: boolean
}

function problemOf({ from, path, pem }: PemValue, kept: boolean): string | true {
  if (from === 'file' && path.trim() === '') return words.required
  if (from === 'text' && pem.trim() === '') return kept || words.required
  if (from === 'text' && !pem.trim().startsWith('-----BEGIN')) return words.badPem
  return true
}

/** A certificate or key: none, a file on the machine that runs Slipway, or pasted text. */
export function PemField({ control, name, label, hint, kept = false }: Props) {
  const styles = useStyles()
  return (
    <Controller
      control={control}
      name={name}
      rules={{ validate: (value) => problemOf(value, kept) }}
      render={({ field: { value, onChange, onBlur, ref }, fieldState }) => (
        <div className={styles.root}>
          <Field label={label} hint={hint}>
            <RadioGroup
              layout="horizontal"
              value={value.from}
              onChange={(_, chosen) => onChange({ ...value, from: chosen.value as PemFrom })}
            >
              <Radio value="none" label={words.none} />
              <Radio value="file" label={words.asFile} />
              <Radio value="text" label={words.asText} />
            </RadioGroup>
          </Field>
          {value.from === 'file' && (
            <Field validationMessage={fieldState.error?.message}>
              <Input
                ref={ref}
                aria-label={`${label}: ${words.path}`}
                placeholder={words.path}
                value={value.path}
                onBlur={onBlur}
                onChange={(_, { value: path }) => onChange({ ...value, path })}
              />
            </Field>
          )}
          {value.from === 'text' && (
            <Field validationMessage={fieldState.error?.message} hint={kept ? words.keyKept : undefined}>
              <Textarea
                ref={ref}
                className={styles.text}
                aria-label={`${label}: ${words.pem}`}
                placeholder="-----BEGIN"
                rows={4}
                spellCheck={false}
                value={value.pem}
                onBlur={onBlur}
                onChange={(_, { value: pem }) => onChange({ ...value, pem })}
              />
            </Field>
          )}
        </div>
      )}
    />
  )
}
