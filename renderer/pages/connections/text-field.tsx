import { Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { type Control, Controller, type FieldPathByValue } from 'react-hook-form'
import { connectionFormStrings as words } from '../../strings/connections.ts'
import type { FormValues } from './form-values.ts'

const useStyles = makeStyles({ monospace: { '& input': { fontFamily: tokens.fontFamilyMonospace } } })

interface Props {
  control: Control<FormValues>
  name: FieldPathByValue<FormValues, string>
  label: string
  hint?: string
  required?: boolean
  monospace?: boolean
  /** Empty or an absolute path. */
  path?: boolean
  /** Its text is never shown. */
  secret?: boolean
  /** After the field was left. */
  onLeave?: () => void
}

/** One line of text of the form. */
export function TextField({ control, name, label, hint, required = false, monospace = false, ...more }: Props) {
  const styles = useStyles()
  const { secret = false, path = false, onLeave } = more
  const validate = (value: string): string | true => {
    const text = value.trim()
    if (required && text === '') return words.required
    return !path || text === '' || text.startsWith('/') || words.badPath
  }
  return (
    <Controller
      control={control}
      name={name}
      rules={{ validate: (value) => validate(String(value)) }}
      render={({ field, fieldState }) => (
        <Field label={label} hint={hint} required={required} validationMessage={fieldState.error?.message}>
          <Input
            {...field}
            onBlur={() => {
              field.onBlur()
              onLeave?.()
            }}
            className={monospace ? styles.monospace : undefined}
            type={secret ? 'password' : 'text'}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      )}
    />
  )
}
