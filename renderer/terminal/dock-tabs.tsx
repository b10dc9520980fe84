import { Button, makeStyles, mergeClasses, Tooltip, tokens } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react'
import type { TerminalRow } from '../../preload/contract/terminals.ts'
import { terminalStrings as words } from '../strings/terminal.ts'
import { DockActions } from './dock-actions.tsx'
import { activateTab, type DockTab, stepTab, useDock } from './dock-state.ts'
import { panesOf } from './dock-tree.ts'
import { focusTerminal } from './mounted-terminals.ts'
import { closeTab } from './open-terminal.ts'
import { RenameTabDialog } from './rename-tab-dialog.tsx'
import { TabMenu } from './tab-menu.tsx'
import { useTerminals } from './use-terminals.ts'

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'stretch',
    minHeight: '36px',
    flexShrink: 0,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  tabs: { display: 'flex', flex: 1, minWidth: 0, overflowX: 'auto', scrollbarWidth: 'thin' },
  slot: {
    display: 'flex',
    alignItems: 'center',
    flexShrink: 0,
    maxWidth: '240px',
    paddingRight: '4px',
    color: tokens.colorNeutralForeground2,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover },
  },
  chosen: {
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: `inset 0 -2px 0 ${tokens.colorCompoundBrandStroke}`,
    '@media (forced-colors: active)': { borderBottom: '3px solid Highlight' },
  },
  tab: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    minWidth: 0,
    height: '100%',
    padding: '0 4px 0 12px',
    border: 0,
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    fontSize: tokens.fontSizeBase200,
    cursor: 'pointer',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-3px' },
  },
  title: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  state: { color: tokens.colorNeutralForeground3, whiteSpace: 'nowrap' },
})

/** The title of a tab: what the person named it, else its active session's own. */
function tabTitle(tab: DockTab, rows: ReadonlyMap<string, TerminalRow>): string {
  if (tab.name) return tab.name
  const pane = panesOf(tab.root).find(({ id }) => id === tab.activePane)
  const row = pane?.terminal ? rows.get(pane.terminal) : undefined
  if (row) return row.title
  return pane && pane.source.kind !== 'host-shell' ? pane.source.container.slice(0, 24) : words.starting
}

function activeRow(tab: DockTab, rows: ReadonlyMap<string, TerminalRow>): TerminalRow | undefined {
  const pane = panesOf(tab.root).find(({ id }) => id === tab.activePane)
  return pane?.terminal ? rows.get(pane.terminal) : undefined
}

/** The dock's row of tabs, with the actions at its end. */
export function DockTabs() {
  const styles = useStyles()
  const { tabs, activeTab } = useDock()
  const { byId } = useTerminals()
  const [renaming, setRenaming] = useState<DockTab | null>(null)
  const [menu, setMenu] = useState<{ tab: DockTab; x: number; y: number } | null>(null)
  const list = useRef<HTMLDivElement>(null)

  // The chosen tab is brought into view when there are more than fit.
  // biome-ignore lint/correctness/useExhaustiveDependencies: on each change of the chosen tab
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [activeTab])

  const focusChosen = (): void => {
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus())
  }
  const onKeyDown = (event: KeyboardEvent, tab: DockTab): void => {
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      stepTab(event.key === 'ArrowRight' ? 1 : -1)
      focusChosen()
    } else if (event.key === 'Delete') {
      void closeTab(tab.id)
      focusChosen()
    } else if (event.key === 'F2') setRenaming(tab)
    else if (event.key === 'Enter' || event.key === 'ArrowDown' || event.key === 'F6') {
      const row = activeRow(tab, byId)
      if (row) focusTerminal(row.id)
    } else return
    event.preventDefault()
  }
  const onContextMenu = (event: MouseEvent, tab: DockTab): void => {
    event.preventDefault()
    const box = event.currentTarget.getBoundingClientRect()
    // By keyboard the event has no place.
    setMenu({ tab, x: event.clientX || box.left + 12, y: event.clientY || box.bottom })
  }
  return (
    <div className={styles.bar}>
      <div ref={list} className={styles.tabs} role="tablist" aria-label={words.tabs}>
        {tabs.map((tab) => {
          const title = tabTitle(tab, byId)
          const row = activeRow(tab, byId)
          const state = row && row.state.kind !== 'running' ? words.states[row.state.kind] : ''
          const chosen = tab.id === activeTab
          return (
            <div key={tab.id} role="presentation" className={mergeClasses(styles.slot, chosen && styles.chosen)}>
              <Tooltip content={row?.programTitle ? `${title}\n${row.programTitle}` : title} relationship="description">
                <button
                  type="button"
                  role="tab"
                  id={`dock-tab-${tab.id}`}
                  aria-selected={chosen}
                  aria-controls={chosen ? 'dock-panel' : undefined}
                  aria-keyshortcuts="Delete F2"
                  tabIndex={chosen ? 0 : -1}
                  className={styles.tab}
                  onClick={() => activateTab(tab.id)}
                  onDoubleClick={() => setRenaming(tab)}
                  onAuxClick={(event) => event.button === 1 && void closeTab(tab.id)}
                  onKeyDown={(event) => onKeyDown(event, tab)}
                  onContextMenu={(event) => onContextMenu(event, tab)}
                >
                  <span className={styles.title}>{title}</span>
                  {state && <span className={styles.state}>{state}</span>}
                </button>
              </Tooltip>
              {/* For the mouse; by keyboard Delete closes the tab, as a tab list may hold nothing but tabs. */}
              <Button
                size="small"
                appearance="transparent"
                aria-hidden="true"
                tabIndex={-1}
                title={words.closeTab(title)}
                icon={<DismissRegular fontSize={14} />}
                onClick={() => void closeTab(tab.id)}
              />
            </div>
          )
        })}
      </div>
      <DockActions />
      {menu && <TabMenu {...menu} onRename={() => setRenaming(menu.tab)} onClose={() => setMenu(null)} />}
      {renaming && <RenameTabDialog tab={renaming} onClose={() => setRenaming(null)} />}
    </div>
  )
}
