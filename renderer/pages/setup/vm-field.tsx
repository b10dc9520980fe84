import { Combobox, Field, Option } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { query } from '../../api/client.ts'
import { toExplained } from '../../api/errors.ts'
import { setupStrings as words } from '../../strings/setup.ts'

const states: Readonly<Record<string, string>> = words.vmStates

interface Props {
  target: string
  vm: string
  onVm: (vm: string) => void
}

/** Which virtual machine of the host: chosen with its state in sight, or typed where the list cannot be had. */
export function VmField({ target, vm, onVm }: Props) {
  const asked = useQuery({ ...query.setup.virtualMachines.queryOptions({ input: { target } }), staleTime: 0 })
  const failure = asked.error ? toExplained(asked.error) : null
  return (
    <Field
      label={words.vm}
      hint={words.vmHint}
      required
      validationState={failure ? 'warning' : 'none'}
      validationMessage={
        failure ? [failure.message, failure.cause, failure.remedy].filter(Boolean).join(' ') : undefined
      }
    >
      <Combobox
        freeform
        value={vm}
        selectedOptions={[vm]}
        maxLength={100}
        onChange={(event) => onVm(event.target.value)}
        onOptionSelect={(_, { optionValue }) => optionValue !== undefined && onVm(optionValue)}
      >
        {asked.data?.map(({ name, state }) => (
          <Option key={name} value={name} text={name}>
            {state === null ? name : `${name} · ${states[state] ?? state}`}
          </Option>
        ))}
        {asked.data?.length === 0 && (
          <Option value="" text="" disabled>
            {words.vmNone}
          </Option>
        )}
      </Combobox>
    </Field>
  )
}
