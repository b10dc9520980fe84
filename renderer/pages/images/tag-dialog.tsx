import { MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { toEquivalent } from '../../../preload/contract/command-line/print.ts'
import type { Explained } from '../../../preload/contract/explained.ts'
import type { ImageRow } from '../../../preload/contract/images.ts'
import { api } from '../../api/client.ts'
import { toExplained } from '../../api/errors.ts'
import { EquivalentCommand } from '../../components/equivalent-command.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { showToast } from '../../frame/toasts.tsx'
import { imageStrings as words } from '../../strings/images.ts'
import { handleOf, imageName } from './names.ts'
import { readNewName } from './new-name.ts'
import { ReferenceField } from './reference-field.tsx'

const useStyles = makeStyles({
  surface: { maxWidth: 'min(640px, 96vw)', width: '96vw' },
  // Parts keep their height: the content scrolls.
  content: { display: 'flex', flexDirection: 'column', gap: '12px', '& > *': { flexShrink: 0 } },
  notes: { margin: 0, paddingLeft: '20px', color: tokens.colorNeutralForeground2 },
  name: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
})

interface Props {
  machine: string
  row: ImageRow
  /** All of the list, to see whose name would move. */
  images: readonly ImageRow[]
  onClose: () => void
}

/** I4: one more name for an image, checked as it is typed, with what the name means. */
export function TagDialog({ machine, row, images, onClose }: Props) {
  const styles = useStyles()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Explained | null>(null)
  const target = text.trim()
  const read = readNewName(target, row, images)
  // Its own tag may just have moved, but an image that is no longer listed can take no name.
  const gone = !images.some(({ id }) => id === row.id)
  const mayTag = read.state === 'good' && !busy && !gone
  const submit = () => {
    setBusy(true)
    api.images
      .tag({ machine, image: row.id, target })
      .then(() => {
        showToast({ title: words.tagged(target) })
        onClose()
      })
      .catch((error: unknown) => {
        setFailure(toExplained(error))
        setBusy(false)
      })
  }
  return (
    <FormDialog
      title={words.tagTitle(imageName(row))}
      submit={words.addTag}
      disabled={!mayTag}
      className={styles.surface}
      contentClass={styles.content}
      onSubmit={submit}
      onClose={onClose}
    >
      <ReferenceField
        label={words.newName}
        hint={words.newNameHint}
        value={text}
        onChange={(value) => {
          setText(value)
          setFailure(null)
        }}
        problem={read.state === 'bad' ? read.problem : null}
      />
      {gone && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {words.gone}. {words.goneHint}
          </MessageBarBody>
        </MessageBar>
      )}
      {read.state === 'good' && !gone && (
        <>
          <ul className={styles.notes}>
            <li>
              {words.willBe}: <span className={styles.name}>{read.canonical}</span>
            </li>
            {read.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
          {read.moves && (
            <MessageBar intent="warning" layout="multiline">
              <MessageBarBody>{read.moves}</MessageBarBody>
            </MessageBar>
          )}
        </>
      )}
      <EquivalentCommand
        command={read.state === 'good' && !gone ? toEquivalent({ action: 'tag', image: handleOf(row), target }) : null}
      />
      {failure && <ErrorPanel error={failure} />}
    </FormDialog>
  )
}
