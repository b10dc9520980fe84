import { Checkbox, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { Controller, type UseFormReturn } from 'react-hook-form'
import { connectionFormStrings as words } from '../../strings/connections.ts'
import type { Kept } from './connection-form.tsx'
import type { FormValues } from './form-values.ts'
import { PemField } from './pem-field.tsx'
import { TextField } from './text-field.tsx'

/** TLS of a TCP connection; turning it or its check off is said plainly where it is done. */
export function TlsFields({ form, kept }: { form: UseFormReturn<FormValues>; kept: Kept }) {
  const { control, watch, setValue, getValues } = form
  const tls = watch('tls')
  const verify = watch('verify')
  const hasKey = watch('key').from !== 'none'
  const toggleTls = (on: boolean) => {
    setValue('tls', on)
    if (['2375', '2376'].includes(getValues('port'))) setValue('port', on ? '2376' : '2375')
  }
  return (
    <>
      <Controller
        control={control}
        name="tls"
        render={({ field }) => (
          <Checkbox
            label={words.tls}
            checked={field.value}
            onChange={(_, { checked }) => toggleTls(checked === true)}
          />
        )}
      />
      {!tls && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{words.plainWarning}</MessageBarBody>
        </MessageBar>
      )}
      {tls && (
        <>
          <PemField control={control} name="ca" label={words.ca} hint={words.caHint} />
          <PemField control={control} name="certificate" label={words.certificate} />
          <PemField control={control} name="key" label={words.key} kept={kept.key} />
          {hasKey && (
            <TextField
              control={control}
              name="keyPassphrase"
              label={words.keyPassphrase}
              hint={kept.keyPassphrase ? words.passphraseKept : undefined}
              secret
            />
          )}
          <TextField control={control} name="serverName" label={words.serverName} hint={words.serverNameHint} />
          <Controller
            control={control}
            name="verify"
            render={({ field }) => (
              <Checkbox
                label={words.verify}
                checked={field.value}
                onChange={(_, { checked }) => field.onChange(checked === true)}
              />
            )}
          />
          {!verify && (
            <MessageBar intent="warning" layout="multiline">
              <MessageBarBody>{words.verifyWarning}</MessageBarBody>
            </MessageBar>
          )}
        </>
      )}
    </>
  )
}
