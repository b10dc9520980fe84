import { create, type StoreApi, type UseBoundStore } from 'zustand'
import type { Settings } from '../../preload/contract/app.ts'
import type { TerminalSize } from '../../preload/contract/terminals.ts'
import { openChannel } from '../api/channels.ts'
import { api } from '../api/client.ts'
import { currentSettings, saveSettings } from '../api/settings.ts'
import { showToast } from '../frame/toasts.tsx'
import { terminalStrings as words } from '../strings/terminal.ts'
import { type ThemeName, themes } from '../theme/theme.ts'
import { readClipboard, writeClipboard } from './clipboard.ts'
import { terminalTheme } from './palette.ts'
import { type PreparedPaste, preparePaste } from './paste.ts'
import type { TerminalAction } from './terminal-events.ts'
import { TerminalInstance } from './terminal-instance.ts'
import { type ByteChannel, TerminalLink, type TerminalLinkState } from './terminal-link.ts'

/** What of one terminal React shows. */
interface TerminalUi {
  link: TerminalLinkState
  selection: boolean
  /** How often the search was asked for since it opened; 0 is closed. */
  finding: number
  found: { index: number; count: number } | null
  paste: PreparedPaste | null
  openLink: string | null
  menu: { x: number; y: number } | null
}

/** One session on this page: the terminal, its link to main, and what is open around it. */
export interface MountedTerminal {
  instance: TerminalInstance
  link: TerminalLink
  useUi: UseBoundStore<StoreApi<TerminalUi>>
  act(action: TerminalAction): void
  /** Sends a paste, already seen by the person where that is wanted. */
  paste(text: string): void
  leave: () => void
}

const mounted = new Map<string, MountedTerminal>()

const calls = (terminal: string) => ({
  async connect(size: TerminalSize): Promise<ByteChannel> {
    const { channel } = await api.terminals.connect({ terminal, size })
    return openChannel(channel) as ByteChannel
  },
  resize: (size: TerminalSize) => api.terminals.resize({ terminal, size }),
})

/** Options of xterm.js from the settings and the theme. */
function terminalOptions(settings: Settings['terminal'], theme: ThemeName) {
  return {
    fontSize: settings.fontSize,
    fontFamily: settings.fontFamily || themes.real[theme].fontFamilyMonospace,
    scrollback: settings.scrollback,
    screenReaderMode: settings.screenReader,
    theme: terminalTheme(theme),
    // WCAG AA for text, whatever colours the program chooses; 7 in contrast themes.
    minimumContrastRatio: theme === 'contrast' ? 7 : 4.5,
    cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    cursorStyle: 'bar' as const,
    drawBoldTextInBrightColors: false,
    rightClickSelectsWord: false,
    overviewRuler: { width: 10 },
  }
}

/** The session's terminal on this page, made at its first showing and kept until it is closed. */
export function mountedTerminal(terminal: string, theme: ThemeName): MountedTerminal {
  const known = mounted.get(terminal)
  if (known) return known
  const useUi = create<TerminalUi>(() => ({
    link: { kind: 'connecting' },
    selection: false,
    finding: 0,
    found: null,
    paste: null,
    openLink: null,
    menu: null,
  }))
  const instance: TerminalInstance = new TerminalInstance(terminalOptions(currentSettings().terminal, theme), {
    input: (bytes) => link.input(bytes),
    resized: (size) => link.resize(size),
    selection: (selection) => {
      useUi.setState({ selection })
      if (selection && currentSettings().terminal.copyOnSelect) void writeClipboard(instance.xterm.getSelection())
    },
    copy: (text) => void copy(text),
    pasted: (text) => offerPaste(text),
    action: (action) => act(action),
    link: (openLink) => useUi.setState({ openLink }),
    menu: (x, y) => useUi.setState({ menu: { x, y } }),
    found: (index, count) => useUi.setState({ found: { index, count } }),
  })
  const screen = {
    write: (bytes: Uint8Array, done: () => void) => instance.xterm.write(bytes, done),
    reset: () => instance.xterm.reset(),
  }
  const link = new TerminalLink(calls(terminal), screen, instance.size, (state) => useUi.setState({ link: state }))

  const paste = (text: string): void => {
    instance.xterm.paste(text)
    instance.xterm.focus()
  }
  const offerPaste = (clipboard: string): void => {
    const prepared = preparePaste(clipboard)
    if (prepared.text === '') return
    if (prepared.runsAtOnce && currentSettings().terminal.warnOnMultiLinePaste) useUi.setState({ paste: prepared })
    else paste(prepared.text)
  }
  const act = (action: TerminalAction): void => {
    if (action === 'find') useUi.setState(({ finding }) => ({ finding: finding + 1 }))
    else if (action === 'leave') made.leave()
    else if (action === 'paste') void pasteFromClipboard(offerPaste)
    else if (action === 'clear') {
      instance.act(action)
      void api.terminals.clear({ terminal }).catch(() => {
        // The session is away: this page is clear all the same.
      })
    } else if (action === 'zoom-in') zoom((size) => size + 1)
    else if (action === 'zoom-out') zoom((size) => size - 1)
    else if (action === 'zoom-reset') zoom(() => DEFAULT_FONT_SIZE)
    else instance.act(action)
  }
  const made: MountedTerminal = { instance, link, useUi, act, paste, leave: () => instance.xterm.blur() }
  mounted.set(terminal, made)
  return made
}

/** Lets go of the page's part; the session itself is main's. */
export function unmountTerminal(terminal: string): void {
  const known = mounted.get(terminal)
  mounted.delete(terminal)
  known?.link.close()
  known?.instance.dispose()
}

/** Puts the keyboard into the terminal, if it is on this page. */
export function focusTerminal(terminal: string): void {
  mounted.get(terminal)?.instance.xterm.focus()
}

/** Settings and theme reach every terminal that is open. */
export function applyTerminalOptions(settings: Settings['terminal'], theme: ThemeName): void {
  for (const { instance } of mounted.values()) {
    Object.assign(instance.xterm.options, terminalOptions(settings, theme))
    instance.fit()
  }
}

const DEFAULT_FONT_SIZE = 14

function zoom(change: (size: number) => number): void {
  const { terminal } = currentSettings()
  const fontSize = Math.min(40, Math.max(8, change(terminal.fontSize)))
  void saveSettings({ terminal: { ...terminal, fontSize } }).catch(() => {
    // Shown all the same; saved with the next change.
  })
}

async function copy(text: string): Promise<void> {
  if (!(await writeClipboard(text))) showToast({ title: words.cannotCopy, intent: 'error' })
}

async function pasteFromClipboard(offer: (text: string) => void): Promise<void> {
  const text = await readClipboard()
  if (text === null) showToast({ title: words.cannotPaste, body: words.cannotPasteHint, intent: 'warning' })
  else offer(text)
}
