import { makeStyles, tokens } from '@fluentui/react-components'
import type { TaskPart } from '../../../../preload/contract/tasks.ts'
import { formatBytes } from '../../../components/format.ts'
import { pullStrings as words } from '../../../strings/image-pull.ts'
import { layerProgress, layerShares } from './layer-progress.ts'

const track = {
  position: 'relative' as const,
  height: '8px',
  backgroundColor: tokens.colorNeutralBackground5,
  borderRadius: '2px',
  overflow: 'hidden',
  '@media (forced-colors: active)': { border: '1px solid CanvasText' },
}
const fill = { position: 'absolute', left: 0, top: 0, bottom: 0, forcedColorAdjust: 'none' } as const

const useStyles = makeStyles({
  stack: { display: 'flex', gap: '2px' },
  segment: { ...track, minWidth: '3px' },
  fetched: {
    ...fill,
    backgroundColor: tokens.colorBrandStroke2,
    '@media (forced-colors: active)': { backgroundColor: 'GrayText' },
  },
  unpacked: {
    ...fill,
    backgroundColor: tokens.colorCompoundBrandBackground,
    '@media (forced-colors: active)': { backgroundColor: 'Highlight' },
  },
  list: { listStyle: 'none', margin: 0, padding: 0, maxHeight: '220px', overflowY: 'auto' },
  row: {
    display: 'grid',
    gridTemplateColumns: '110px minmax(80px, 1fr) 100px 150px',
    gap: '12px',
    alignItems: 'center',
    minHeight: '24px',
    fontSize: tokens.fontSizeBase200,
  },
  id: { fontFamily: tokens.fontFamilyMonospace, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  track,
  bytes: { textAlign: 'end', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
})

const percent = (share: number) => `${share * 100}%`

function Fills({ part }: { part: TaskPart }) {
  const styles = useStyles()
  const { fetched, unpacked } = layerProgress(part)
  return (
    <>
      <div className={styles.fetched} style={{ width: percent(fetched) }} />
      <div className={styles.unpacked} style={{ width: percent(unpacked) }} />
    </>
  )
}

/** All layers as one bar, each as long as its bytes; light: fetched, strong: unpacked. */
export function LayerStack({ parts, label }: { parts: readonly TaskPart[]; label: string }) {
  const styles = useStyles()
  const shares = layerShares(parts)
  const finished = parts.reduce((sum, part, n) => {
    const { fetched, unpacked } = layerProgress(part)
    return sum + (shares[n] ?? 0) * (fetched + unpacked) * 50
  }, 0)
  return (
    <div
      className={styles.stack}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(finished)}
    >
      {parts.map((part, n) => (
        <div key={part.id} className={styles.segment} style={{ flex: `${shares[n] ?? 0} 1 0` }} title={part.label}>
          <Fills part={part} />
        </div>
      ))}
    </div>
  )
}

/** A row for each layer: id, bar, state as a word, bytes. */
export function LayerList({ parts, label }: { parts: readonly TaskPart[]; label: string }) {
  const styles = useStyles()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <ul className={styles.list} aria-label={label} tabIndex={0}>
      {parts.map((part) => (
        <li key={part.id} className={styles.row}>
          <span className={styles.id}>{part.label}</span>
          <div className={styles.track} aria-hidden="true">
            <Fills part={part} />
          </div>
          <span>{words.states[part.state]}</span>
          <span className={styles.bytes}>{bytesOf(part)}</span>
        </li>
      ))}
    </ul>
  )
}

function bytesOf({ state, done, total }: TaskPart): string {
  if (total === 0) return done > 0 ? formatBytes(done) : ''
  const moving = state === 'downloading' || state === 'extracting'
  return moving ? words.of(formatBytes(done), formatBytes(total)) : formatBytes(total)
}
