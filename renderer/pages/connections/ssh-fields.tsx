import { Field, Radio, RadioGroup } from '@fluentui/react-components'
import { Controller, type UseFormReturn } from 'react-hook-form'
import { connectionFormStrings as words } from '../../strings/connections.ts'
import type { Kept } from './connection-form.tsx'
import type { FormValues } from './form-values.ts'
import { TextField } from './text-field.tsx'

/** Who signs in over SSH, and how. */
export function SshFields({ form, kept }: { form: UseFormReturn<FormValues>; kept: Kept }) {
  const { control, watch } = form
  const authentication = watch('authentication')
  return (
    <>
      <TextField control={control} name="user" label={words.user} />
      <Controller
        control={control}
        name="authentication"
        render={({ field }) => (
          <Field label={words.authentication}>
            <RadioGroup
              layout="horizontal"
              value={field.value}
              onChange={(_, { value }) => field.onChange(value as FormValues['authentication'])}
            >
              {(['agent', 'key', 'password'] as const).map((each) => (
                <Radio key={each} value={each} label={words.authentications[each]} />
              ))}
            </RadioGroup>
          </Field>
        )}
      />
      {authentication === 'key' && (
        <>
          <TextField control={control} name="keyFile" label={words.keyFile} monospace required />
          <TextField
            control={control}
            name="keyPassphrase"
            label={words.keyPassphrase}
            hint={kept.keyPassphrase ? words.passphraseKept : undefined}
            secret
          />
        </>
      )}
      {authentication === 'password' && (
        <TextField
          control={control}
          name="password"
          label={words.password}
          hint={kept.password ? words.passwordKept : undefined}
          secret
        />
      )}
      <TextField
        control={control}
        name="remoteSocket"
        label={words.remoteSocket}
        hint={words.remoteSocketHint}
        monospace
        path
      />
    </>
  )
}
