import { Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import type { Problem } from '../../../preload/contract/grammar/parsed.ts'

const useStyles = makeStyles({
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
  return (
    <Field
      label={label}
      hint={hint}
      required
      validationState={problem ? 'error' : 'none'}
      validationMessage={
        problem && (
          <>
            {/* The picture of what the sentence says. */}
            <pre className={styles.caret} aria-hidden="true">{`${value}\n${' '.repeat(problem.at)}^`}</pre>
            {problem.message}
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
