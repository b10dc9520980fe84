import { Button, makeStyles } from '@fluentui/react-components'
import { WindowConsoleRegular } from '@fluentui/react-icons'
import { useEffect, useRef } from 'react'
import { EmptyState } from '../components/empty-state.tsx'
import { terminalStrings as words } from '../strings/terminal.ts'
import { openNewTerminalMenu } from './dock-keys.ts'
import { DockPanes } from './dock-panes.tsx'
import { activeTabOf, useDock } from './dock-state.ts'
import { DockTabs } from './dock-tabs.tsx'
import { panesOf } from './dock-tree.ts'
import { unmountTerminal } from './mounted-terminals.ts'

const useStyles = makeStyles({
  // Its words and button scroll where the dock is low.
  empty: { flex: 1, minHeight: 0, overflow: 'auto', display: 'flex', flexDirection: 'column' },
  root: { display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 },
  panel: { display: 'flex', flex: 1, minHeight: 0, minWidth: 0 },
})

/** Everything in the dock below its edge. */
export function DockBody() {
  const styles = useStyles()
  const tab = useDock(activeTabOf)
  const root = useRef<HTMLDivElement>(null)
  useForgottenSessions()
  const leave = (): void => root.current?.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus()
  return (
    <div ref={root} className={styles.root}>
      <DockTabs />
      {tab ? (
        <div className={styles.panel} role="tabpanel" id="dock-panel" aria-labelledby={`dock-tab-${tab.id}`}>
          <DockPanes tab={tab} onLeave={leave} />
        </div>
      ) : (
        <div className={styles.empty}>
          <EmptyState
            icon={<WindowConsoleRegular />}
            title={words.emptyDock}
            text={words.emptyDockHint}
            action={
              <Button appearance="primary" onClick={openNewTerminalMenu}>
                {words.newTerminal}
              </Button>
            }
          />
        </div>
      )}
    </div>
  )
}

/** Sessions whose pane is gone give their terminal back. */
function useForgottenSessions(): void {
  const tabs = useDock((dock) => dock.tabs)
  const before = useRef(new Set<string>())
  useEffect(() => {
    const now = new Set(tabs.flatMap((tab) => panesOf(tab.root).flatMap((pane) => pane.terminal ?? [])))
    for (const terminal of before.current) if (!now.has(terminal)) unmountTerminal(terminal)
    before.current = now
  }, [tabs])
}
