import { Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { createStrings as words } from '../../../strings/create-container.ts'
import { splitArgv } from './argv.ts'
import { useCreateForm } from './form-context.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '4px' },
  input: { '& input': { fontFamily: tokens.fontFamilyMonospace } },
  split: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px',
    alignItems: 'center',
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  count: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, marginRight: '4px' },
  word: {
    padding: '0 6px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    minHeight: '20px',
    minWidth: '14px',
  },
  note: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
})

interface Props {
  name: 'command' | 'entrypoint'
  label: string
  hint?: string
}

/** A command as it is typed, and below it the words that the container gets. */
export function ArgvField({ name, label, hint }: Props) {
  const styles = useStyles()
  const { values, set, facts, problemAt } = useCreateForm()
  const argv = splitArgv(values[name], facts.os)
  return (
    <div className={styles.root}>
      <Field label={label} hint={hint} validationMessage={problemAt(name)}>
        <Input
          name={name}
          className={styles.input}
          value={values[name]}
          placeholder={words.commandPlaceholder[facts.os]}
          onChange={(_, { value }) => set({ [name]: value })}
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      {argv.ok && argv.value.words.length > 0 && (
        <ul className={styles.split} aria-label={`${label}: ${words.splitInto(argv.value.words.length)}`}>
          <li className={styles.count}>{words.splitInto(argv.value.words.length)}</li>
          {argv.value.words.map((word, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a word is its place
            <li key={index} className={styles.word}>
              {word}
            </li>
          ))}
        </ul>
      )}
      {argv.ok && argv.value.expands[0] !== undefined && (
        <span className={styles.note}>{words.expands(argv.value.expands[0])}</span>
      )}
    </div>
  )
}
