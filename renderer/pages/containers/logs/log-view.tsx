import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { ArrowDownRegular } from '@fluentui/react-icons'
import { type KeyboardEvent, type RefObject, useImperativeHandle, useMemo } from 'react'
import { logStrings as words } from '../../../strings/logs.ts'
import { useThemeName } from '../../../theme/use-theme.ts'
import { LineCache } from './line-cache.ts'
import { GUTTER, LogRow } from './log-row.tsx'
import type { LogStore } from './log-store.ts'
import { placedRow } from './placed-row.ts'
import { ROW_HEIGHT } from './scroll-map.ts'
import { useLogPointer } from './use-log-pointer.ts'
import type { LogSearchView } from './use-log-search.ts'
import type { LogSelectionState } from './use-log-selection.ts'
import { useLogViewport } from './use-log-viewport.ts'

const useStyles = makeStyles({
  frame: { position: 'relative', flex: 1, minHeight: 0, minWidth: 0, display: 'flex' },
  view: {
    flex: 1,
    minWidth: 0,
    overflow: 'auto',
    // The view keeps its own place when lines come and go.
    overflowAnchor: 'none',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: '13px',
    cursor: 'text',
    userSelect: 'none',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  sheet: { position: 'relative', minWidth: '100%', overflow: 'hidden' },
  layer: { position: 'absolute', left: 0, right: 0 },
  measure: { position: 'absolute', visibility: 'hidden', whiteSpace: 'pre', height: 0 },
  newLines: { position: 'absolute', bottom: '12px', left: '50%', transform: 'translateX(-50%)', zIndex: 4 },
})

/** For the one that holds the view. */
export interface LogViewHandle {
  /** Number of the first line in view. */
  topLine(): number
  /** Lines in view, as numbers. */
  visible(): { first: number; last: number }
  /** Brings a place into view and stops following. */
  reveal(line: number, offset: number): void
  focus(): void
}

interface LogViewProps {
  store: LogStore
  version: number
  wrap: boolean
  /** New lines pull the view down, unless the person scrolled up. */
  follow: boolean
  label: string
  search: LogSearchView
  selection: LogSelectionState
  handle: RefObject<LogViewHandle | null>
  onFind: () => void
  onCopy: () => void
}

/** The log itself: only the rows in view are elements, whatever its length. */
export function LogView(props: LogViewProps) {
  const { store, version, wrap, follow, label, search, selection, handle, onFind, onCopy } = props
  const styles = useStyles()
  const theme = useThemeName()
  const cache = useMemo(() => new LineCache(store), [store])
  const port = useLogViewport({ store, version, wrap, follow })
  const pointer = useLogPointer({ port, cache, selection })
  const { layout, charWidth } = port

  useImperativeHandle(handle, () => ({
    topLine: () => layout.placeOf(Math.floor(port.topRow)).line,
    visible: () => ({
      first: layout.placeOf(Math.ceil(port.topRow)).line,
      last: layout.placeOf(Math.floor(port.topRow + port.viewHeight / ROW_HEIGHT) - 1).line,
    }),
    reveal: (line, offset) => port.reveal(line, cache.line(line)?.map.columnAt(offset) ?? 0),
    focus: () => port.element.current?.focus(),
  }))

  const onKeyDown = (event: KeyboardEvent): void => {
    const letter = event.ctrlKey && !event.altKey && !event.shiftKey ? event.key.toLowerCase() : ''
    if (letter === 'f') onFind()
    else if (letter === 'c') onCopy()
    else if (letter === 'a') selection.selectAll(store)
    else if (event.key === 'Escape' && selection.range) selection.set(null)
    else if (
      !(event.shiftKey && selection.extend(event.key, store, cache, layout.placeOf(Math.ceil(port.topRow)).line))
    )
      return
    event.preventDefault()
    event.stopPropagation()
  }

  const first = Math.max(0, Math.floor(port.topRow) - 2)
  const places = layout.placesFrom(first, Math.ceil(port.viewHeight / ROW_HEIGHT) + 5)
  const columns = { from: port.firstColumn - 40, to: port.firstColumn + port.viewColumns + 80 }
  return (
    <div className={styles.frame}>
      <section
        ref={port.element}
        className={styles.view}
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        data-follow={port.sticking}
        onScroll={port.onScroll}
        onKeyDown={onKeyDown}
        {...pointer}
      >
        <span ref={port.measure} className={styles.measure} aria-hidden="true">
          {'0'.repeat(100)}
        </span>
        <div
          className={styles.sheet}
          style={{ height: port.height, width: wrap ? '100%' : GUTTER + (store.maxColumns + 2) * charWidth }}
        >
          {/* Past 16 million pixels places are rounded: one layer is, not each row for itself. */}
          <div className={styles.layer} style={{ top: port.rowTop(first) }}>
            {places.map((place, index) => {
              const row = placedRow({ store, cache, layout, place, columns, search, range: selection.range })
              if (!row) return null
              const { key, ...shown } = row
              return (
                <LogRow
                  key={key}
                  {...shown}
                  top={index * ROW_HEIGHT}
                  stderrLabel={words.stderr}
                  charWidth={charWidth}
                  theme={theme}
                />
              )
            })}
          </div>
        </div>
      </section>
      {follow && !port.sticking && (
        <Button
          className={mergeClasses(styles.newLines)}
          size="small"
          appearance="primary"
          shape="circular"
          icon={<ArrowDownRegular />}
          onClick={port.stick}
        >
          {words.newLines(port.newLines)}
        </Button>
      )}
    </div>
  )
}
