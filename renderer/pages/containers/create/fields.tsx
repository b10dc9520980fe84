import { Checkbox, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { type ReactNode, useId } from 'react'
import { useCreateForm } from './form-context.ts'
import type { FormValues } from './form-values.ts'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: '12px', border: 0, margin: 0, padding: 0, minWidth: 0 },
  heading: {
    padding: 0,
    margin: '8px 0 0',
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
    float: 'left',
  },
  pair: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: '12px 16px',
    alignItems: 'start',
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  monospace: { '& input': { fontFamily: tokens.fontFamilyMonospace } },
  check: { display: 'flex', flexDirection: 'column' },
  hint: {
    marginLeft: '36px',
    marginTop: '-6px',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
  error: { marginLeft: '36px', color: tokens.colorPaletteRedForeground1, fontSize: tokens.fontSizeBase200 },
})

/** Fields of one topic below its name. */
export function Section({ title, children }: { title?: string; children: ReactNode }) {
  const styles = useStyles()
  const id = useId()
  if (title === undefined) return <div className={styles.section}>{children}</div>
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend cannot be laid out in a flex column
    <div className={styles.section} role="group" aria-labelledby={id}>
      <h3 id={id} className={styles.heading}>
        {title}
      </h3>
      {children}
    </div>
  )
}

/** Two fields beside each other, below each other where it is narrow. */
export function Pair({ children }: { children: ReactNode }) {
  return <div className={useStyles().pair}>{children}</div>
}

/** The fields of the form that hold a value of one kind. */
type Named<Kind> = { [Name in keyof FormValues]: FormValues[Name] extends Kind ? Name : never }[keyof FormValues]
/** Those that hold any text. */
type TextName = { [Name in keyof FormValues]: string extends FormValues[Name] ? Name : never }[keyof FormValues]

interface TextProps {
  name: TextName
  label: string
  hint?: string
  placeholder?: string
  monospace?: boolean
  numeric?: boolean
}

/** One line of text; not shown where the engine is not offered the field. */
export function TextField({ name, label, hint, placeholder, monospace = false, numeric = false }: TextProps) {
  const styles = useStyles()
  const { values, set, problemAt, offers } = useCreateForm()
  if (!offers(name)) return null
  return (
    <Field label={label} hint={hint} validationMessage={problemAt(name)}>
      <Input
        name={name}
        className={monospace ? styles.monospace : undefined}
        value={values[name]}
        onChange={(_, { value }) => set({ [name]: value })}
        placeholder={placeholder}
        inputMode={numeric ? 'decimal' : undefined}
        autoComplete="off"
        spellCheck={false}
      />
    </Field>
  )
}

interface CheckProps {
  name: Named<boolean>
  label: string
  hint?: string
}

/** A choice of yes or no, with what it means below it. */
export function CheckField({ name, label, hint }: CheckProps) {
  const styles = useStyles()
  const id = useId()
  const { values, set, problemAt, offers } = useCreateForm()
  if (!offers(name)) return null
  const problem = problemAt(name)
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ')
  return (
    <div className={styles.check}>
      <Checkbox
        name={name}
        label={label}
        checked={values[name]}
        aria-describedby={described || undefined}
        aria-invalid={problem !== undefined}
        onChange={(_, { checked }) => set({ [name]: checked === true })}
      />
      {hint && (
        <span id={`${id}-hint`} className={styles.hint}>
          {hint}
        </span>
      )}
      {problem && (
        <span id={`${id}-problem`} className={styles.error} role="alert">
          {problem}
        </span>
      )}
    </div>
  )
}
