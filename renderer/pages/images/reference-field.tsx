import { Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import type { Problem } from '../../../preload/contract/grammar/parsed.ts'
import { excerptAround } from './caret-excerpt.ts'

const useStyles = makeStyles({
  // As wide as the dialog, whatever is typed.
  field: { gridTemplateColumns: 'minmax(0, 1fr)' },
  input: { '& input': { fontFamily: tokens.fontFamilyMonospace } },
  caret: {
    margin: '0 0 2px',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '14px',
    whiteSpace: 'pre',
    overflowX: 'auto',
    color: tokens.colorNeutralForeground1,
  },
})

interface Props {
  label: string
  hint: string
  value: string
  onChange: (value: string) => void
  /** Null while there is nothing to say; the caret is put at its offset. */
  problem: Problem | null
}

/** An image reference, checked as it is typed: what is wrong, and a caret at the character where it is. */
export function ReferenceField({ label, hint, value, onChange, problem }: Props) {
  const styles = useStyles()
  const around = problem && excerptAround(value, problem.at)
  return (
    <Field
      className={styles.field}
      label={label}
      hint={hint}
      required
      validationState={problem ? 'error' : 'none'}
      validationMessage={
        around && (
          <>
            {/* The picture of what the sentence says. */}
            <pre className={styles.caret} aria-hidden="true">{`${around.text}\n${' '.repeat(around.at)}^`}</pre>
            {problem?.message}
          </>
        )
      }
    >
      <Input
        className={styles.input}
        value={value}
        onChange={(_, data) => onChange(data.value)}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        autoFocus
      />
    </Field>
  )
}
