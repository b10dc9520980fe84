import '@xterm/xterm/css/xterm.css'
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useEffect, useRef } from 'react'
import { useLink } from '../api/link.ts'
import { useSettings } from '../api/settings.ts'
import { terminalStrings as words } from '../strings/terminal.ts'
import { useThemeName } from '../theme/use-theme.ts'
import { applyTerminalOptions, mountedTerminal } from './mounted-terminals.ts'
import { TerminalFind } from './terminal-find.tsx'
import { TerminalLinkDialog } from './terminal-link-dialog.tsx'
import { TerminalMenu } from './terminal-menu.tsx'
import { TerminalPasteDialog } from './terminal-paste-dialog.tsx'

const useStyles = makeStyles({
  root: {
    position: 'relative',
    flex: 1,
    minWidth: 0,
    minHeight: 0,
    overflow: 'hidden',
    padding: '4px 0 4px 8px',
    '& .slipway-terminal': { height: '100%' },
    '& .xterm': { height: '100%' },
    // xterm.css paints it black; it shows below the last whole row.
    '& .xterm .xterm-viewport': { backgroundColor: 'transparent' },
  },
  light: { backgroundColor: tokens.colorNeutralBackground1 },
  dark: { backgroundColor: '#1b1b1b' },
  contrast: { backgroundColor: tokens.colorNeutralBackground1 },
  place: { width: '100%', height: '100%' },
  ended: { opacity: 0.75 },
})

export interface TerminalViewProps {
  /** Id of the session. */
  terminal: string
  title: string
  /** The keyboard goes here when the view comes up. */
  active: boolean
  /** The program behind it is over: what it wrote stays readable. */
  ended: boolean
  /** F6 in the terminal. */
  onLeave: () => void
  onFocus: () => void
}

/** One session's terminal with its search box, menu and questions. */
export function TerminalView({ terminal, title, active, ended, onLeave, onFocus }: TerminalViewProps) {
  const styles = useStyles()
  const theme = useThemeName()
  const settings = useSettings((all) => all.terminal)
  const place = useRef<HTMLDivElement>(null)
  const mounted = mountedTerminal(terminal, theme)
  const ui = mounted.useUi()
  const generation = useLink((link) => link.generation)

  useEffect(() => {
    mounted.leave = onLeave
  }, [mounted, onLeave])
  // The page's own link came back (or this is the first showing): connect.
  useEffect(() => {
    if (generation > 0) void mounted.link.connect()
  }, [mounted, generation])
  useEffect(() => applyTerminalOptions(settings, theme), [settings, theme])
  useEffect(() => (place.current ? mounted.instance.show(place.current) : undefined), [mounted])
  useEffect(() => {
    if (active) mounted.instance.xterm.focus()
  }, [mounted, active])
  useEffect(() => {
    const area = mounted.instance.xterm.textarea
    area?.setAttribute('aria-label', words.terminal(title))
    area?.setAttribute('aria-description', words.howToLeave)
  }, [mounted, title])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only learns that the keyboard came in
    <div
      className={mergeClasses(styles.root, styles[theme])}
      onFocus={onFocus}
      data-terminal={terminal}
      data-link={ui.link.kind}
    >
      <div ref={place} className={mergeClasses(styles.place, ended && styles.ended)} />
      {ui.finding > 0 && <TerminalFind mounted={mounted} />}
      {ui.menu && <TerminalMenu mounted={mounted} at={ui.menu} />}
      {ui.paste && <TerminalPasteDialog mounted={mounted} paste={ui.paste} />}
      {ui.openLink && <TerminalLinkDialog mounted={mounted} url={ui.openLink} />}
    </div>
  )
}
