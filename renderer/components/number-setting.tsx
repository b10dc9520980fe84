import { Field, Input } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { componentStrings as words } from '../strings/components.ts'

interface Props {
  label: string
  hint?: string
  min: number
  max: number
  /** Null when it is left empty. */
  value: number | null
  optional?: boolean
  onChange: (value: number | null) => void
}

/** A number that is saved when it is valid and left, so that "1" on the way to "14" is never saved. */
export function NumberSetting({ label, hint, min, max, value, optional = false, onChange }: Props) {
  const [text, setText] = useState(value === null ? '' : String(value))
  useEffect(() => setText(value === null ? '' : String(value)), [value])
  const number = text.trim() === '' ? null : Number(text)
  const valid = number === null ? optional : Number.isInteger(number) && number >= min && number <= max
  const leave = () => {
    if (valid && number !== value) onChange(number)
  }
  return (
    <Field label={label} hint={hint} validationMessage={valid ? undefined : words.badNumber(min, max)}>
      <Input
        style={{ maxWidth: 160 }}
        inputMode="numeric"
        value={text}
        onChange={(_, change) => setText(change.value)}
        onBlur={leave}
        onKeyDown={(event) => event.key === 'Enter' && leave()}
      />
    </Field>
  )
}
