import { makeStyles, tokens } from '@fluentui/react-components'
import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useLink } from '../api/link.ts'
import { PageSkeleton } from '../components/skeletons.tsx'
import { frameStrings as words } from '../strings/frame.ts'
import { LinkBanner } from './link-banner.tsx'
import { Rail } from './rail.tsx'
import { StatusBar } from './status-bar.tsx'
import { Toasts } from './toasts.tsx'
import { TopBar } from './top-bar.tsx'
import { useFrameCommands } from './use-frame-commands.ts'
import { useLastPage } from './use-last-page.ts'
import { useTaskToasts } from './use-task-toasts.ts'
import { useWindowState } from './window-state.ts'

// Not part of the first page's script: they come when they are opened, or after the page stands.
const TerminalDock = lazy(() => import('../terminal/dock.tsx').then((part) => ({ default: part.TerminalDock })))
const Palette = lazy(() => import('./palette.tsx').then((part) => ({ default: part.Palette })))
const WaitingRun = lazy(() => import('./waiting-run.tsx').then((part) => ({ default: part.WaitingRun })))
const Notifications = lazy(() => import('./notifications.tsx').then((part) => ({ default: part.Notifications })))

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    height: '100%',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase300,
  },
  middle: { display: 'flex', flex: 1, minHeight: 0 },
  column: { display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0, minHeight: 0 },
  main: { flex: 1, minHeight: 0, minWidth: 0, overflow: 'auto', ':focus-visible': { outline: 'none' } },
  skip: {
    position: 'absolute',
    left: '-1000px',
    zIndex: 10,
    padding: '8px 12px',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForeground1,
    ':focus': { left: '8px', top: '6px' },
  },
})

export function Frame() {
  const styles = useStyles()
  const refused = useLink(({ state }) => state.kind === 'refused')
  const { paletteOpen, notificationsOpen } = useWindowState()
  useFrameCommands()
  useLastPage()
  useTaskToasts()
  if (refused) {
    return (
      <main className={styles.root}>
        <LinkBanner />
      </main>
    )
  }
  return (
    <div className={styles.root}>
      <button type="button" className={styles.skip} onClick={() => document.getElementById('page')?.focus()}>
        {words.skip}
      </button>
      <TopBar />
      <div className={styles.middle}>
        <Rail />
        <div className={styles.column}>
          <LinkBanner />
          <Suspense fallback={null}>
            <WaitingRun />
          </Suspense>
          <main id="page" className={styles.main} tabIndex={-1}>
            <Suspense fallback={<PageSkeleton />}>
              <Outlet />
            </Suspense>
          </main>
          <Suspense fallback={null}>
            <TerminalDock />
          </Suspense>
        </div>
      </div>
      <StatusBar />
      <Suspense fallback={null}>
        {paletteOpen && <Palette />}
        {notificationsOpen && <Notifications />}
      </Suspense>
      <Toasts />
    </div>
  )
}
