import { Field, Radio, RadioGroup, Select } from '@fluentui/react-components'
import { createStrings as words } from '../../../strings/create-container.ts'
import { ArgvField } from './argv-field.tsx'
import { CheckField, Pair, Section, TextField } from './fields.tsx'
import { useCreateForm } from './form-context.ts'
import type { FormValues } from './form-values.ts'

/** What runs, how one talks to it, and how long it lives. */
export function RunStep() {
  const { values, set, facts, problemAt } = useCreateForm()
  return (
    <>
      <Section title={words.process}>
        <ArgvField name="command" label={words.command} hint={words.commandHint} />
        <Field label={words.entrypoint}>
          <RadioGroup
            layout="horizontal"
            value={values.entrypointKind}
            onChange={(_, { value }) => set({ entrypointKind: value as FormValues['entrypointKind'] })}
          >
            {(['image', 'replace', 'none'] as const).map((each) => (
              <Radio key={each} value={each} label={words.entrypointKinds[each]} />
            ))}
          </RadioGroup>
        </Field>
        {values.entrypointKind === 'replace' && <ArgvField name="entrypoint" label={words.entrypointText} />}
        <Pair>
          <TextField name="user" label={words.user} hint={words.userHint[facts.os]} />
          <TextField
            name="workingDirectory"
            label={words.workingDirectory}
            hint={words.workingDirectoryHint}
            placeholder={facts.os === 'windows' ? 'C:\\app' : '/app'}
            monospace
          />
        </Pair>
        <CheckField name="init" label={words.init} hint={words.initHint} />
      </Section>
      <Section title={words.terminal}>
        <CheckField name="interactive" label={words.interactive} hint={words.interactiveHint} />
        <CheckField name="tty" label={words.tty} hint={words.ttyHint} />
        {values.interactive && values.tty && <CheckField name="attach" label={words.attach} />}
      </Section>
      <Section title={words.life}>
        <Pair>
          <Field label={words.restartPolicy} validationMessage={problemAt('restartPolicy')}>
            <Select
              value={values.restartPolicy}
              onChange={(_, { value }) => set({ restartPolicy: value as FormValues['restartPolicy'] })}
            >
              {(['no', 'on-failure', 'unless-stopped', 'always'] as const).map((each) => (
                <option key={each} value={each}>
                  {words.restartPolicies[each]}
                </option>
              ))}
            </Select>
          </Field>
          {values.restartPolicy === 'on-failure' && (
            <TextField
              name="maximumRetryCount"
              label={words.maximumRetryCount}
              hint={words.maximumRetryCountHint}
              numeric
            />
          )}
        </Pair>
        <CheckField name="autoRemove" label={words.autoRemove} hint={words.autoRemoveHint} />
        <Pair>
          <TextField name="stopTimeout" label={words.stopTimeout} hint={words.stopTimeoutHint[facts.os]} numeric />
        </Pair>
      </Section>
    </>
  )
}
