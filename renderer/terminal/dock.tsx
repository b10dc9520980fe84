import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { type KeyboardEvent, lazy, type PointerEvent, Suspense, useEffect, useRef, useState } from 'react'
import { currentSettings, saveSettings, useSettings } from '../api/settings.ts'
import { registerCommand } from '../frame/commands.ts'
import { terminalStrings as words } from '../strings/terminal.ts'
import { openNewTerminalMenu, useDockKeys } from './dock-keys.ts'
import { setMaximised, useDock } from './dock-state.ts'
import { reopenClosed, setDockOpen } from './open-terminal.ts'

/** xterm.js is a third of a megabyte: it comes when the dock is first shown. */
const DockBody = lazy(async () => ({ default: (await import('./dock-body.tsx')).DockBody }))

const SMALLEST = 120

const useStyles = makeStyles({
  root: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    flexShrink: 0,
    minHeight: 0,
    borderTop: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  // The page above keeps its state and no room.
  maximised: { height: '100%', borderTop: 'none' },
  edge: {
    position: 'absolute',
    zIndex: 6,
    top: '-4px',
    left: 0,
    right: 0,
    height: '7px',
    cursor: 'ns-resize',
    touchAction: 'none',
    ':hover': { backgroundColor: tokens.colorCompoundBrandBackground },
    ':focus-visible': { backgroundColor: tokens.colorStrokeFocus2, outline: 'none' },
  },
})

/**
 * The terminals at the bottom of the window. Rendered by the frame, always; while it is closed it draws nothing, and
 * its keys (Ctrl+` and the others of dock-keys.ts) work. Its parent is a column in which the page takes the rest.
 */
export function TerminalDock() {
  const styles = useStyles()
  const { open, height } = useSettings((settings) => settings.dock)
  const maximised = useDock((dock) => dock.maximised)
  useDockKeys()
  useEffect(() => {
    const group = words.commandGroup
    const commands = [
      { id: 'terminal.new', label: words.commandNew, shortcut: 'Ctrl+Shift+N', menu: 'new-terminal', run: newTerminal },
      { id: 'terminal.reopen', label: words.commandReopen, shortcut: 'Ctrl+Shift+T', run: () => void reopenClosed() },
    ] as const
    const undo = commands.map((command) => registerCommand({ ...command, group }))
    return () => {
      for (const take of undo) take()
    }
  }, [])
  const drag = useDockHeight(height)
  if (!open) return null
  return (
    <section
      className={mergeClasses(styles.root, maximised && styles.maximised)}
      style={maximised ? undefined : { height: drag.height, maxHeight: 'max(136px, 100% - 240px)' }}
      aria-label={words.dock}
      data-dock
    >
      {!maximised && (
        // biome-ignore lint/a11y/useSemanticElements: a divider that is dragged has no element of its own
        <div
          role="separator"
          aria-orientation="horizontal"
          aria-label={words.resizeDock}
          aria-valuenow={Math.round(drag.height)}
          aria-valuemin={SMALLEST}
          aria-valuemax={4000}
          tabIndex={0}
          className={styles.edge}
          onPointerDown={drag.onPointerDown}
          onKeyDown={drag.onKeyDown}
        />
      )}
      <Suspense fallback={null}>
        <DockBody />
      </Suspense>
    </section>
  )
}

function newTerminal(): void {
  setDockOpen(true)
  openNewTerminalMenu()
}

/** The height while it is dragged (or moved by arrows), saved when it rests. */
function useDockHeight(saved: number) {
  const [dragged, setDragged] = useState<number | null>(null)
  const latest = useRef(saved)
  const height = dragged ?? saved
  const limit = (value: number): number => Math.min(Math.max(SMALLEST, value), window.innerHeight - 160)
  const save = (value: number): void => {
    setDragged(null)
    const { dock } = currentSettings()
    void saveSettings({ dock: { ...dock, height: Math.round(value) } }).catch(() => {})
  }
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    event.preventDefault()
    const target = event.currentTarget
    const from = event.clientY
    target.setPointerCapture(event.pointerId)
    const move = (moved: globalThis.PointerEvent): void => {
      latest.current = limit(height + from - moved.clientY)
      setDragged(latest.current)
    }
    target.addEventListener('pointermove', move)
    target.addEventListener(
      'lostpointercapture',
      () => {
        target.removeEventListener('pointermove', move)
        save(latest.current)
      },
      { once: true },
    )
    latest.current = height
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowUp' ? 24 : event.key === 'ArrowDown' ? -24 : 0
    if (step !== 0) save(limit(height + step))
    else if (event.key === 'Enter') setMaximised(true)
    else return
    event.preventDefault()
  }
  return { height, onPointerDown, onKeyDown }
}
