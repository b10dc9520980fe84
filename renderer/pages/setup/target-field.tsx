import { Combobox, Field, Option } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { setupStrings as words } from '../../strings/setup.ts'
import { useKnownTargets, useTargetName } from './use-target.ts'

/** Which host: one of the known ones, or an address typed. */
export function TargetField({ target, onTarget }: { target: string; onTarget: (target: string) => void }) {
  const known = useKnownTargets()
  const name = useTargetName()(target)
  const [text, setText] = useState(name)
  useEffect(() => setText(name), [name])
  const leave = () => {
    const typed = text.trim()
    const named = known.find((one) => one.name === typed)
    const next = named?.target ?? typed
    if (next !== '' && next !== target) onTarget(next)
    else setText(name)
  }
  return (
    <Field label={words.host} hint={words.hostHint} style={{ maxWidth: 560 }}>
      <Combobox
        freeform
        value={text}
        selectedOptions={[target]}
        onChange={(event) => setText(event.target.value)}
        onOptionSelect={(_, { optionValue }) => optionValue && onTarget(optionValue)}
        onBlur={leave}
        onKeyDown={(event) => event.key === 'Enter' && leave()}
      >
        {known.map(({ target: value, name: label }) => (
          <Option key={value} value={value} text={label}>
            {label}
          </Option>
        ))}
      </Combobox>
    </Field>
  )
}
