import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { openLink } from '../components/explained-action.tsx'
import { FormDialog } from '../components/form-dialog.tsx'
import { terminalStrings as words } from '../strings/terminal.ts'
import { writeClipboard } from './clipboard.ts'
import type { MountedTerminal } from './mounted-terminals.ts'

const useStyles = makeStyles({
  address: {
    display: 'block',
    marginTop: '8px',
    padding: '8px',
    fontFamily: tokens.fontFamilyMonospace,
    overflowWrap: 'anywhere',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusSmall,
  },
})

/** The address as it truly is, before anything is opened: an OSC 8 link can show any text. */
export function TerminalLinkDialog({ mounted, url }: { mounted: MountedTerminal; url: string }) {
  const styles = useStyles()
  const close = (): void => {
    mounted.useUi.setState({ openLink: null })
    setTimeout(() => mounted.instance.xterm.focus())
  }
  const then = (act: () => void) => () => {
    close()
    act()
  }
  return (
    <FormDialog
      title={words.linkTitle}
      submit={words.linkOpen}
      otherAnswers={<Button onClick={then(() => void writeClipboard(url))}>{words.linkCopy}</Button>}
      onSubmit={then(() => openLink(url))}
      onClose={close}
    >
      {words.linkText}
      {/* The parsed form shows names of other scripts as they are looked up (xn--…). */}
      <code className={styles.address}>{new URL(url).href}</code>
    </FormDialog>
  )
}
