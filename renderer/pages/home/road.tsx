import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled, CircleRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { homeStrings as words } from '../../strings/home.ts'
import type { Station, StationId } from './stations.ts'

/** Enlarged to 200 % in a small window: what shows a station's state has a line of its own. */
const narrow = '@media (max-width: 640px)'
const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  station: { display: 'grid', gridTemplateColumns: '24px 1fr', columnGap: '12px', position: 'relative' },
  // The road between two stations.
  line: {
    '::after': {
      content: '""',
      position: 'absolute',
      left: '11px',
      top: '30px',
      bottom: '-6px',
      width: '2px',
      backgroundColor: tokens.colorNeutralStroke1,
      '@media (forced-colors: active)': { backgroundColor: 'CanvasText' },
    },
  },
  lineDone: { '::after': { backgroundColor: tokens.colorPaletteGreenBorderActive } },
  mark: { display: 'flex', justifyContent: 'center', paddingTop: '9px', fontSize: '20px', height: '36px' },
  markDone: { color: tokens.colorPaletteGreenForeground1 },
  markOpen: { color: tokens.colorNeutralForeground3 },
  markNext: { color: tokens.colorBrandForeground1 },
  folded: {
    display: 'grid',
    gridTemplateColumns: 'minmax(150px, max-content) minmax(0, 1fr) auto',
    alignItems: 'center',
    columnGap: '12px',
    minHeight: '38px',
    minWidth: 0,
    [narrow]: { gridTemplateColumns: 'minmax(0, 1fr) auto' },
  },
  name: { fontWeight: tokens.fontWeightSemibold, whiteSpace: 'nowrap' },
  evidence: {
    color: tokens.colorNeutralForeground2,
    minWidth: 0,
    overflowWrap: 'anywhere',
    [narrow]: { gridRow: 2, gridColumn: '1 / -1', paddingBottom: '8px' },
  },
  open: {
    margin: '4px 0 12px',
    padding: '12px 16px',
    border: `1px solid ${tokens.colorBrandStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  openHead: { display: 'flex', alignItems: 'baseline', gap: '8px' },
  openTitle: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  next: { color: tokens.colorBrandForeground1, fontSize: tokens.fontSizeBase200 },
  text: { margin: '4px 0 12px', color: tokens.colorNeutralForeground2 },
})

interface Props {
  stations: readonly Station[]
  /** The one next action of a station that is open, the way to its page when it is done. */
  action: (id: StationId) => ReactNode
  /** In place of the text, when something is wrong. */
  trouble?: ReactNode
}

/** One path of stations: what is done is one line with its evidence, the first open one is unfolded. */
export function Road({ stations, action, trouble }: Props) {
  const styles = useStyles()
  const next = stations.find(({ state }) => state !== 'done' && state !== 'optional')
  return (
    <ol className={styles.list} aria-label={words.road}>
      {stations.map((station, index) => {
        const { id, title, state, evidence } = station
        const isDone = state === 'done'
        const isNext = station === next
        return (
          <li
            key={id}
            className={mergeClasses(
              styles.station,
              index < stations.length - 1 && styles.line,
              isDone && index < stations.length - 1 && styles.lineDone,
            )}
            aria-current={isNext ? 'step' : undefined}
          >
            <span
              className={mergeClasses(
                styles.mark,
                isDone ? styles.markDone : isNext ? styles.markNext : styles.markOpen,
              )}
            >
              {isDone ? (
                <CheckmarkCircleFilled aria-label={words.done} />
              ) : (
                <CircleRegular aria-label={isNext ? words.next : state === 'optional' ? words.optional : words.later} />
              )}
            </span>
            {isNext ? (
              <div className={styles.open}>
                <div className={styles.openHead}>
                  <h2 className={styles.openTitle}>{title}</h2>
                  <span className={styles.next}>{words.next}</span>
                </div>
                {(id === 'engine' && trouble) || <p className={styles.text}>{evidence}</p>}
                {state === 'open' && action(id)}
              </div>
            ) : (
              <div className={styles.folded}>
                <span className={styles.name}>{title}</span>
                <span className={styles.evidence}>{evidence}</span>
                {(isDone || state === 'optional') && <span>{action(id)}</span>}
              </div>
            )}
          </li>
        )
      })}
    </ol>
  )
}
