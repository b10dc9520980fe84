import { Field, makeStyles, Textarea, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { type DockerRun, parseDockerRun } from '../../../../preload/contract/command-line/parse-docker-run.ts'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { createStrings as words } from '../../../strings/create-container.ts'

const useStyles = makeStyles({
  text: { '& textarea': { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 } },
})

interface Props {
  onFill: (run: DockerRun) => void
  onClose: () => void
}

/** K2: a pasted docker run line fills the form; what is not understood is said at its place. */
export function PasteRunDialog({ onFill, onClose }: Props) {
  const styles = useStyles()
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const parsed = parseDockerRun(text)
  const problem = parsed.ok
    ? undefined
    : words.pasteRunProblem(parsed.problem.message, text.slice(parsed.problem.at).split(/\r?\n/)[0]?.slice(0, 60) ?? '')
  const fill = () => {
    setTried(true)
    if (parsed.ok) onFill(parsed.value)
  }
  return (
    <FormDialog
      title={words.pasteRunTitle}
      submit={words.pasteRunFill}
      disabled={text.trim() === ''}
      onSubmit={fill}
      onClose={onClose}
    >
      <Field label={words.pasteRunLabel} hint={words.pasteRunHint} validationMessage={tried ? problem : undefined}>
        <Textarea
          className={styles.text}
          rows={7}
          spellCheck={false}
          placeholder={words.pasteRunPlaceholder}
          value={text}
          onChange={(_, { value }) => setText(value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && event.ctrlKey) {
              event.stopPropagation()
              fill()
            }
          }}
        />
      </Field>
    </FormDialog>
  )
}
