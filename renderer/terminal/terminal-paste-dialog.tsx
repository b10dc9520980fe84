import { Checkbox, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { currentSettings, saveSettings } from '../api/settings.ts'
import { FormDialog } from '../components/form-dialog.tsx'
import { terminalStrings as words } from '../strings/terminal.ts'
import type { MountedTerminal } from './mounted-terminals.ts'
import { type PreparedPaste, pastePreview } from './paste.ts'

const useStyles = makeStyles({
  preview: {
    margin: '8px 0 0',
    padding: '8px',
    maxHeight: '220px',
    overflow: 'auto',
    whiteSpace: 'pre',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusSmall,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  more: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
})

/** Several lines would run at once: shown before they are sent. */
export function TerminalPasteDialog({ mounted, paste }: { mounted: MountedTerminal; paste: PreparedPaste }) {
  const styles = useStyles()
  const [silence, setSilence] = useState(false)
  const { text, more } = pastePreview(paste.lines)
  const close = (): void => {
    mounted.useUi.setState({ paste: null })
    // After the dialog gave the focus back to where it was.
    setTimeout(() => mounted.instance.xterm.focus())
  }
  const send = (): void => {
    if (silence) {
      const { terminal } = currentSettings()
      void saveSettings({ terminal: { ...terminal, warnOnMultiLinePaste: false } }).catch(() => {})
    }
    close()
    mounted.paste(paste.text)
  }
  return (
    <FormDialog title={words.pasteTitle(paste.lines.length)} submit={words.paste} alert onSubmit={send} onClose={close}>
      {words.pasteText}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className={styles.preview} tabIndex={0}>
        {text}
      </pre>
      {more > 0 && <div className={styles.more}>{words.pasteMore(more)}</div>}
      <Checkbox
        label={words.pasteDoNotAsk}
        checked={silence}
        onChange={(_, { checked }) => setSilence(checked === true)}
      />
    </FormDialog>
  )
}
