import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
} from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { createStrings as words } from '../../../strings/create-container.ts'
import type { Notes } from './notes.ts'

const useStyles = makeStyles({ notes: { margin: '4px 0 0', paddingLeft: '20px' } })

interface Props {
  notes: Notes
  onStartOver: () => void
  onDismiss: () => void
}

/** Where the content of the form came from, and what did not come along. */
export function NotesBar({ notes, onStartOver, onDismiss }: Props) {
  const styles = useStyles()
  return (
    <MessageBar intent={notes.items.length > 0 ? 'warning' : 'info'} layout="multiline" politeness="polite">
      <MessageBarBody>
        <MessageBarTitle>{notes.title}</MessageBarTitle>
        {notes.items.length > 0 && (
          <ul className={styles.notes}>
            {notes.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        )}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            size="small"
            icon={<DismissRegular />}
            aria-label={words.dismiss}
            onClick={onDismiss}
          />
        }
      >
        {notes.startOver ? <Button onClick={onStartOver}>{words.startOver}</Button> : null}
      </MessageBarActions>
    </MessageBar>
  )
}
