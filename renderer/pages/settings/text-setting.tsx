import { Field, Input } from '@fluentui/react-components'
import { useEffect, useState } from 'react'

interface Props {
  label: string
  hint?: string
  value: string
  onChange: (value: string) => void
}

/** A text that is saved when it is left. */
export function TextSetting({ label, hint, value, onChange }: Props) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const leave = () => {
    if (text !== value) onChange(text.trim())
  }
  return (
    <Field label={label} hint={hint}>
      <Input
        maxLength={200}
        spellCheck={false}
        value={text}
        onChange={(_, change) => setText(change.value)}
        onBlur={leave}
        onKeyDown={(event) => event.key === 'Enter' && leave()}
      />
    </Field>
  )
}
