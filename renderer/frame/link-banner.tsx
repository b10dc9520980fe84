import { Button, MessageBar, MessageBarActions, MessageBarBody, makeStyles } from '@fluentui/react-components'
import { retryLink, useLink } from '../api/link.ts'
import { ErrorPanel } from '../components/error-panel.tsx'
import { frameStrings as words } from '../strings/frame.ts'

const useStyles = makeStyles({ refused: { padding: '24px' } })

/** Says that the page lost its program, or was never let in. */
export function LinkBanner() {
  const styles = useStyles()
  const state = useLink((link) => link.state)
  if (state.kind === 'refused') {
    return (
      <div className={styles.refused}>
        <ErrorPanel error={state.error} />
      </div>
    )
  }
  if (state.kind !== 'lost') return null
  return (
    <MessageBar intent="warning">
      <MessageBarBody>{words.linkLost}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={retryLink}>
          {words.connectNow}
        </Button>
      </MessageBarActions>
    </MessageBar>
  )
}
