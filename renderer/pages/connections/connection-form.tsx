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
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import type { Explained } from '../../../preload/contract/explained.ts'
import { api } from '../../api/client.ts'
import { toExplained } from '../../api/errors.ts'
import { useAppInfo } from '../../api/settings.ts'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { useReturnFocus } from '../../components/use-return-focus.ts'
import { componentStrings } from '../../strings/components.ts'
import { connectionFormStrings as words } from '../../strings/connections.ts'
import { type EndpointKind, type FormValues, fromPastedHost, NEW_VALUES, toDraft } from './form-values.ts'
import { SshFields } from './ssh-fields.tsx'
import { TestResult } from './test-result.tsx'
import { TextField } from './text-field.tsx'
import { TlsFields } from './tls-fields.tsx'
import { useConnectionTest } from './use-connection-test.ts'

const useStyles = makeStyles({
  drawer: { width: 'min(560px, 100vw)' },
  form: { display: 'flex', flexDirection: 'column', width: '100%', height: '100%', minHeight: 0 },
  fields: { display: 'flex', flexDirection: 'column', gap: '12px', paddingBottom: '16px' },
  pair: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 112px', gap: '12px', alignItems: 'start' },
  port: { minWidth: 0, width: '100%' },
  hint: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  outcome: { display: 'flex', flexDirection: 'column', gap: '12px' },
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
  const { test, start, stop } = useConnectionTest(form, machine, kept)
  const [failure, setFailure] = useState<Explained | null>(null)
  const kind = watch('kind')
  const outcome = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // It stands below the fields: in a low window nobody would see it come.
    if (test !== null || failure !== null) outcome.current?.scrollIntoView({ block: 'nearest' })
  }, [test, failure])

  const takeAddress = () => {
    const values = Object.entries(fromPastedHost(getValues('host')) ?? {}) as [keyof FormValues, string][]
    for (const [name, value] of values) setValue(name, value, { shouldValidate: true })
  }

  const runTest = async () => {
    takeAddress()
    if (!(await trigger(TESTED, { shouldFocus: true }))) return
    await start()
  }
  const submit = handleSubmit(async (values) => {
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
  const save = (event: FormEvent) => {
    takeAddress()
    void submit(event)
  }
  const chooseKind = (next: EndpointKind) => {
    setValue('kind', next)
    // The port of another kind would only mislead.
    if (next === 'ssh' && ['2375', '2376'].includes(getValues('port'))) setValue('port', '')
    if (next === 'tcp' && getValues('port') === '') setValue('port', getValues('tls') ? '2376' : '2375')
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
      <form className={styles.form} onSubmit={save} noValidate>
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
                <TextField control={control} name="host" label={words.host} required onLeave={takeAddress} />
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
            <div ref={outcome} className={styles.outcome}>
              <TestResult test={test} onRetry={() => void runTest()} />
              {failure && <ErrorPanel error={failure} />}
            </div>
          </div>
        </DrawerBody>
        <DrawerFooter className={styles.footer}>
          {test === 'busy' ? (
            <Button onClick={stop}>{words.endTest}</Button>
          ) : (
            <Button onClick={() => void runTest()}>{words.test}</Button>
          )}
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
