import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  makeStyles,
  Textarea,
  tokens,
} from '@fluentui/react-components'
import { useState } from 'react'
import { componentStrings } from '../../../strings/components.ts'
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
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
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
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" disabled={rows.length === 0 || refused.length > 0} onClick={() => onAdd(rows)}>
              {words.addLines(rows.length)}
            </Button>
            <Button onClick={onClose}>{componentStrings.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
