import { Field, Input, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { remoteHostSchema } from '../../../preload/contract/setup-procedures.ts'
import { setupStrings as words } from '../../strings/setup.ts'

/** The one host that is to be trusted, and what is better than to trust it. */
export function RemoteHostField({ host, onHost }: { host: string; onHost: (host: string) => void }) {
  const wrong = host.trim() !== '' && !remoteHostSchema.safeParse(host).success
  return (
    <>
      <Field
        label={words.remoteHost}
        hint={words.remoteHostHint}
        validationState={wrong ? 'error' : 'none'}
        validationMessage={wrong ? words.remoteHostWrong : undefined}
      >
        <Input value={host} spellCheck={false} onChange={(_, { value }) => onHost(value)} />
      </Field>
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>{words.httpsIsBetter}</MessageBarBody>
      </MessageBar>
    </>
  )
}
