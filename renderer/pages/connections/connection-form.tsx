import {
  Button,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  Field,
  Input,
  makeStyles,
  OverlayDrawer,
  Radio,
  RadioGroup,
  tokens,
} from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import type { Explained } from '../../../preload/contract/explained.ts'
import type { ConnectionTest } from '../../../preload/contract/machines.ts'
import { api } from '../../api/client.ts'
import { toExplained } from '../../api/errors.ts'
import { useAppInfo } from '../../api/settings.ts'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { useReturnFocus } from '../../components/use-return-focus.ts'
import { componentStrings } from '../../strings/components.ts'
import { connectionFormStrings as words } from '../../strings/connections.ts'
import { type EndpointKind, type FormValues, NEW_VALUES, toDraft } from './form-values.ts'
import { SshFields } from './ssh-fields.tsx'
import { TestResult } from './test-result.tsx'
import { TextField } from './text-field.tsx'
import { TlsFields } from './tls-fields.tsx'

const useStyles = makeStyles({
  drawer: { width: 'min(560px, 100vw)' },
  form: { display: 'flex', flexDirection: 'column', width: '100%', height: '100%', minHeight: 0 },
  fields: { display: 'flex', flexDirection: 'column', gap: '12px', paddingBottom: '16px' },
  pair: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 112px', gap: '12px', alignItems: 'start' },
  port: { minWidth: 0, width: '100%' },
  hint: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  footer: { display: 'flex', flexWrap: 'wrap', gap: '8px', borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  spacer: { flexGrow: 1 },
})

/** What must be right for a test; the name is for the list only. */
const TESTED = Object.keys(NEW_VALUES).filter((name) => name !== 'name') as (keyof FormValues)[]

export interface Kept {
  key: boolean
  keyPassphrase: boolean
  password: boolean
}

interface Props {
  /** The saved connection that is edited; null adds one. */
  machine: string | null
  initial: FormValues
  kept: Kept
  onClose: () => void
  onSaved: (id: string) => void
}

/** C1, C3: adds or edits a connection, with a test that dials once. */
export function ConnectionForm({ machine, initial, kept, onClose, onSaved }: Props) {
  const styles = useStyles()
  useReturnFocus()
  const form = useForm<FormValues>({ defaultValues: initial, mode: 'onTouched' })
  const { control, watch, handleSubmit, setValue, getValues, trigger } = form
  const info = useAppInfo()
  const [test, setTest] = useState<ConnectionTest | 'busy' | null>(null)
  const [failure, setFailure] = useState<Explained | null>(null)
  const kind = watch('kind')

  const runTest = async () => {
    if (!(await trigger(TESTED, { shouldFocus: true }))) return
    setTest('busy')
    const started = Date.now()
    const { draft, secrets } = toDraft(getValues(), kept)
    try {
      // A name is not needed to dial, and may not be chosen yet.
      const named = { ...draft, name: draft.name || draft.url.slice(0, 80) }
      setTest(await api.machines.test({ draft: named, secrets, machine: machine ?? undefined }))
    } catch (error) {
      setTest({ ok: false, error: toExplained(error), milliseconds: Date.now() - started })
    }
  }
  const save = handleSubmit(async (values) => {
    setFailure(null)
    try {
      const input = toDraft(values, kept)
      if (machine === null) onSaved((await api.machines.add(input)).id)
      else {
        await api.machines.edit({ ...input, machine })
        onSaved(machine)
      }
    } catch (error) {
      setFailure(toExplained(error))
    }
  })
  const chooseKind = (next: EndpointKind) => {
    setValue('kind', next)
    // The port of another kind would only mislead.
    if (next === 'ssh' && ['2375', '2376'].includes(getValues('port'))) setValue('port', '')
    if (next === 'tcp' && getValues('port') === '') setValue('port', getValues('tls') ? '2376' : '2375')
    setTest(null)
  }
  return (
    <OverlayDrawer
      open
      modalType="modal"
      position="end"
      className={styles.drawer}
      aria-label={machine === null ? words.addTitle : words.editTitle}
      onOpenChange={(_, { open }) => !open && onClose()}
    >
      <form className={styles.form} onSubmit={(event) => void save(event)} noValidate>
        <DrawerHeader>
          <DrawerHeaderTitle
            action={
              // No tooltip: it would take the first Escape.
              <Button
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={componentStrings.close}
                onClick={onClose}
              />
            }
          >
            {machine === null ? words.addTitle : words.editTitle}
          </DrawerHeaderTitle>
        </DrawerHeader>
        <DrawerBody>
          <div className={styles.fields}>
            <TextField control={control} name="name" label={words.name} hint={words.nameHint} required />
            <Controller
              control={control}
              name="kind"
              render={({ field }) => (
                <Field label={words.kind} hint={words.kindHints[field.value]}>
                  <RadioGroup
                    layout="horizontal"
                    value={field.value}
                    onChange={(_, { value }) => chooseKind(value as EndpointKind)}
                  >
                    {(['npipe', 'unix', 'tcp', 'ssh'] as const).map((each) => (
                      <Radio key={each} value={each} label={words.kinds[each]} />
                    ))}
                  </RadioGroup>
                </Field>
              )}
            />
            {kind === 'npipe' && <TextField control={control} name="pipe" label={words.pipe} monospace required />}
            {kind === 'unix' && <TextField control={control} name="socket" label={words.socket} monospace required />}
            {(kind === 'tcp' || kind === 'ssh') && (
              <div className={styles.pair}>
                <TextField control={control} name="host" label={words.host} required />
                <Controller
                  control={control}
                  name="port"
                  rules={{
                    validate: (value) =>
                      (kind === 'ssh' && value.trim() === '') ||
                      (/^\d{1,5}$/.test(value.trim()) && Number(value) >= 1 && Number(value) <= 65_535) ||
                      words.badPort,
                  }}
                  render={({ field, fieldState }) => (
                    <Field label={words.port} validationMessage={fieldState.error?.message}>
                      <Input
                        {...field}
                        className={styles.port}
                        inputMode="numeric"
                        placeholder={kind === 'ssh' ? '22' : undefined}
                      />
                    </Field>
                  )}
                />
              </div>
            )}
            {kind === 'tcp' && <TlsFields form={form} kept={kept} />}
            {kind === 'ssh' && <SshFields form={form} kept={kept} />}
            {(kind === 'tcp' || kind === 'ssh') && info && (
              <p className={styles.hint}>{words.secretsNote[info.secrets]}</p>
            )}
            <TestResult test={test} onRetry={() => void runTest()} />
            {failure && <ErrorPanel error={failure} />}
          </div>
        </DrawerBody>
        <DrawerFooter className={styles.footer}>
          <Button disabled={test === 'busy'} onClick={() => void runTest()}>
            {test === 'busy' ? words.testing : words.test}
          </Button>
          <span className={styles.spacer} />
          <Button type="submit" appearance="primary" disabled={form.formState.isSubmitting}>
            {words.save}
          </Button>
          <Button onClick={onClose}>{componentStrings.cancel}</Button>
        </DrawerFooter>
      </form>
    </OverlayDrawer>
  )
}
