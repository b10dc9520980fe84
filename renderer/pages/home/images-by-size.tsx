import { makeStyles, tokens } from '@fluentui/react-components'
import type { ImageRow } from '../../../preload/contract/images.ts'
import { formatBytes } from '../../components/format.ts'
import { homeStrings as words } from '../../strings/home.ts'
import { imageName } from '../images/names.ts'
import { Section } from './section.tsx'

const SHOWN = 5

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  row: { padding: '4px 0', minWidth: 0 },
  line: { display: 'flex', gap: '12px', minWidth: 0 },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
  size: {
    marginLeft: 'auto',
    flexShrink: 0,
    color: tokens.colorNeutralForeground2,
    fontVariantNumeric: 'tabular-nums',
  },
  track: { height: '4px', borderRadius: '2px', backgroundColor: tokens.colorNeutralBackground5, marginTop: '2px' },
  bar: {
    height: '4px',
    borderRadius: '2px',
    backgroundColor: tokens.colorCompoundBrandBackground,
    '@media (forced-colors: active)': { backgroundColor: 'Highlight' },
  },
  note: { margin: '4px 0 0', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
})

/** The largest images, as what the engine says of each. */
export function ImagesBySize({ machine, images }: { machine: string | null; images: readonly ImageRow[] }) {
  const styles = useStyles()
  const largest = [...images].sort((a, b) => b.size - a.size).slice(0, SHOWN)
  const top = largest[0]?.size ?? 1
  return (
    <Section
      title={words.disk}
      nothing={machine === null ? words.needsEngine : images.length === 0 && words.diskNothing}
    >
      <ul className={styles.list}>
        {largest.map(({ id, tags, digests, size }) => {
          const name = imageName({ id, tags, digests })
          return (
            <li key={id} className={styles.row}>
              <div className={styles.line}>
                <span className={styles.name} title={name}>
                  {name}
                </span>
                <span className={styles.size}>{formatBytes(size)}</span>
              </div>
              <div className={styles.track} aria-hidden="true">
                <div className={styles.bar} style={{ width: `${(size / Math.max(1, top)) * 100}%` }} />
              </div>
            </li>
          )
        })}
      </ul>
      <p className={styles.note}>{words.diskNote}</p>
    </Section>
  )
}
