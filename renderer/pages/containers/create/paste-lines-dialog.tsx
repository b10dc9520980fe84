import { Field, makeStyles, Textarea, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { createStrings as words } from '../../../strings/create-container.ts'
import type { PairRow } from './form-values.ts'
import { readPairs } from './pairs.ts'

const useStyles = makeStyles({
  text: { '& textarea': { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 } },
})

interface Props {
  title: string
  onAdd: (rows: PairRow[]) => void
  onClose: () => void
}

/** Takes several NAME=VALUE lines at once. */
export function PasteLinesDialog({ title, onAdd, onClose }: Props) {
  const styles = useStyles()
  const [text, setText] = useState('')
  const { rows, refused } = readPairs(text)
  return (
    <FormDialog
      title={title}
      submit={words.addLines(rows.length)}
      disabled={rows.length === 0 || refused.length > 0}
      onSubmit={() => onAdd(rows)}
      onClose={onClose}
    >
      <Field
        label={words.pasteLinesLabel}
        hint={words.pasteLinesHint}
        validationMessage={refused.length > 0 ? words.pasteLinesRefused(refused.join(', ')) : undefined}
      >
        <Textarea
          className={styles.text}
          rows={8}
          spellCheck={false}
          value={text}
          onChange={(_, { value }) => setText(value)}
        />
      </Field>
    </FormDialog>
  )
}
