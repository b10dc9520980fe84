import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { KeyboardEvent, PointerEvent } from 'react'
import { terminalStrings as words } from '../strings/terminal.ts'
import { activatePane, type DockTab, dragSplit } from './dock-state.ts'
import { type PaneTree, panesOf, type Split } from './dock-tree.ts'
import { TerminalPane } from './terminal-pane.tsx'

const useStyles = makeStyles({
  split: { display: 'flex', flex: 1, minWidth: 0, minHeight: 0 },
  column: { flexDirection: 'column' },
  part: { display: 'flex', minWidth: 0, minHeight: 0, flexBasis: 0 },
  pane: { display: 'flex', flex: 1, minWidth: 0, minHeight: 0, borderTop: '2px solid transparent' },
  active: { borderTopColor: tokens.colorCompoundBrandBackground },
  divider: {
    flexShrink: 0,
    touchAction: 'none',
    backgroundColor: tokens.colorNeutralStroke1,
    ':hover': { backgroundColor: tokens.colorCompoundBrandBackground },
    ':focus-visible': { backgroundColor: tokens.colorStrokeFocus2, outline: 'none' },
  },
  vertical: { width: '4px', cursor: 'ew-resize' },
  horizontal: { height: '4px', cursor: 'ns-resize' },
})

interface DockPanesProps {
  tab: DockTab
  /** The keyboard leaves the terminal, for the tabs. */
  onLeave: () => void
}

/** The active tab's terminals, divided as the person divided them. */
export function DockPanes({ tab, onLeave }: DockPanesProps) {
  return <Part tree={tab.root} tab={tab} onLeave={onLeave} alone={panesOf(tab.root).length === 1} />
}

function Part({ tree, tab, onLeave, alone }: DockPanesProps & { tree: PaneTree; alone: boolean }) {
  const styles = useStyles()
  if (tree.kind === 'pane') {
    const active = tree.id === tab.activePane
    return (
      <div className={mergeClasses(styles.pane, active && !alone && styles.active)} key={tree.id}>
        <TerminalPane
          key={tree.id}
          pane={tree}
          active={active}
          onLeave={onLeave}
          onFocus={() => activatePane(tab.id, tree.id)}
        />
      </div>
    )
  }
  return (
    <div className={mergeClasses(styles.split, tree.direction === 'column' && styles.column)}>
      <div className={styles.part} style={{ flexGrow: tree.ratio }}>
        <Part tree={tree.first} tab={tab} onLeave={onLeave} alone={alone} />
      </div>
      <Divider split={tree} tab={tab.id} />
      <div className={styles.part} style={{ flexGrow: 1 - tree.ratio }}>
        <Part tree={tree.second} tab={tab} onLeave={onLeave} alone={alone} />
      </div>
    </div>
  )
}

/** Dragged, or moved with the arrow keys by a twentieth. */
function Divider({ split, tab }: { split: Split; tab: string }) {
  const styles = useStyles()
  const row = split.direction === 'row'
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    event.preventDefault()
    const target = event.currentTarget
    const whole = target.parentElement?.getBoundingClientRect()
    if (!whole) return
    target.setPointerCapture(event.pointerId)
    const move = (moved: globalThis.PointerEvent): void => {
      const ratio = row ? (moved.clientX - whole.left) / whole.width : (moved.clientY - whole.top) / whole.height
      dragSplit(tab, split.id, ratio)
    }
    target.addEventListener('pointermove', move)
    target.addEventListener('lostpointercapture', () => target.removeEventListener('pointermove', move), { once: true })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const back = row ? 'ArrowLeft' : 'ArrowUp'
    const on = row ? 'ArrowRight' : 'ArrowDown'
    const step = event.key === back ? -0.05 : event.key === on ? 0.05 : 0
    if (step === 0) return
    event.preventDefault()
    dragSplit(tab, split.id, split.ratio + step)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a divider that is dragged has no element of its own
    <div
      role="separator"
      aria-orientation={row ? 'vertical' : 'horizontal'}
      aria-label={words.resizeSplit}
      aria-valuenow={Math.round(split.ratio * 100)}
      aria-valuemin={10}
      aria-valuemax={90}
      tabIndex={0}
      className={mergeClasses(styles.divider, row ? styles.vertical : styles.horizontal)}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  )
}
