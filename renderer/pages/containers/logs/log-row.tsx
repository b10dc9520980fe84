import { makeStyles, tokens } from '@fluentui/react-components'
import type { CSSProperties } from 'react'
import { readableOn } from '../../../terminal/contrast.ts'
import { paletteColour } from '../../../terminal/palette.ts'
import { type ThemeName, themes } from '../../../theme/theme.ts'
import type { AnsiColour, AnsiRun, AnsiStyle } from './ansi.ts'
import type { LogLine } from './log-line.ts'
import { ROW_HEIGHT } from './scroll-map.ts'

/** Room at the left for the mark of the stream. */
export const GUTTER = 24

/** A coloured stretch behind the text, in columns of the row. */
export interface RowMark {
  from: number
  to: number
  kind: 'selection' | 'match' | 'current'
}

const useStyles = makeStyles({
  row: { position: 'absolute', left: 0, right: 0, height: `${ROW_HEIGHT}px`, lineHeight: `${ROW_HEIGHT}px` },
  stream: {
    position: 'absolute',
    left: 0,
    width: `${GUTTER - 8}px`,
    textAlign: 'center',
    fontSize: '11px',
    color: tokens.colorStatusDangerForeground1,
  },
  text: { position: 'absolute', whiteSpace: 'pre' },
  stamp: { color: tokens.colorNeutralForeground3 },
  mark: { position: 'absolute', top: 0, height: '100%', forcedColorAdjust: 'none' },
  selection: {
    backgroundColor: tokens.colorBrandBackground2,
    '@media (forced-colors: active)': { backgroundColor: 'Highlight' },
  },
  match: {
    backgroundColor: tokens.colorPaletteYellowBackground2,
    '@media (forced-colors: active)': { backgroundColor: 'Mark' },
  },
  current: {
    backgroundColor: tokens.colorPaletteMarigoldBackground2,
    outline: `1px solid ${tokens.colorPaletteMarigoldBorderActive}`,
    '@media (forced-colors: active)': { backgroundColor: 'Highlight' },
  },
})

interface LogRowProps {
  line: LogLine
  /** The part of the text that this row shows. */
  start: number
  end: number
  /** Column where `start` stands, counted from the row's left edge. */
  column: number
  top: number
  stderr: boolean
  stderrLabel: string
  marks: readonly RowMark[]
  charWidth: number
  theme: ThemeName
}

/** One visual row of the log: marks behind, text before. */
export function LogRow({ line, start, end, column, top, stderr, stderrLabel, marks, charWidth, theme }: LogRowProps) {
  const styles = useStyles()
  return (
    <div className={styles.row} style={{ top }}>
      {stderr && (
        <span className={styles.stream} title={stderrLabel}>
          E
        </span>
      )}
      {marks.map(({ from, to, kind }) => (
        <span
          key={`${kind}${from}`}
          className={`${styles.mark} ${styles[kind]}`}
          style={{ left: GUTTER + from * charWidth, width: Math.max(1, to - from) * charWidth }}
        />
      ))}
      <span className={styles.text} style={{ left: GUTTER + column * charWidth }}>
        {pieces(line, start, end).map((piece) => (
          <span
            key={piece.start}
            className={piece.stamp ? styles.stamp : undefined}
            style={piece.style ? css(piece.style, theme) : undefined}
          >
            {line.text.slice(piece.start, piece.end)}
          </span>
        ))}
      </span>
    </div>
  )
}

interface Piece {
  start: number
  end: number
  style: AnsiStyle | null
  stamp: boolean
}

/** The text between `start` and `end`, cut where the style changes. */
function pieces(line: Pick<LogLine, 'runs' | 'stamp'>, start: number, end: number): Piece[] {
  const cut: Piece[] = []
  const add = (from: number, to: number, style: AnsiStyle | null, stamp: boolean): void => {
    if (to > from) cut.push({ start: from, end: to, style, stamp })
  }
  const stampEnd = Math.min(Math.max(start, line.stamp), end)
  add(start, stampEnd, null, true)
  let at = stampEnd
  for (let index = firstRun(line.runs, at); index < line.runs.length; index++) {
    const run = line.runs[index]
    if (!run || run.start >= end) break
    add(at, Math.max(at, run.start), null, false)
    add(Math.max(at, run.start), Math.min(run.end, end), run.style, false)
    at = Math.max(at, Math.min(run.end, end))
  }
  add(at, end, null, false)
  return cut
}

/** The first run that ends after `at`. */
function firstRun(runs: readonly AnsiRun[], at: number): number {
  let low = 0
  let high = runs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((runs[middle]?.end ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low
}

function css(style: AnsiStyle, theme: ThemeName): CSSProperties {
  const colour = (value: AnsiColour | null): string | null =>
    value === null ? null : typeof value === 'number' ? paletteColour(theme, value) : value
  const page = themes.real[theme]
  // Forced colours are the person's own: the system would overrule ours, but for the contrast they were made for.
  const own = theme === 'contrast' ? null : colour(style.foreground)
  const behind = theme === 'contrast' ? null : colour(style.background)
  const swap = style.inverse && theme !== 'contrast'
  const foreground = swap ? (behind ?? page.colorNeutralBackground1) : own
  const background = swap ? (own ?? page.colorNeutralForeground1) : behind
  const text = foreground ?? (background ? page.colorNeutralForeground1 : null)
  return {
    color: text === null ? undefined : readableOn(text, background ?? page.colorNeutralBackground1),
    backgroundColor: background ?? undefined,
    fontWeight: style.bold ? 600 : undefined,
    fontStyle: style.italic ? 'italic' : undefined,
    // Dim text must still be read: a little less, not half.
    opacity: style.dim && own === null ? 0.8 : undefined,
    textDecoration:
      [style.underline && 'underline', style.strike && 'line-through'].filter(Boolean).join(' ') || undefined,
  }
}
