import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { EngineFacts } from '../../../../preload/contract/machines.ts'
import type { TagDetails } from '../../../../preload/contract/registries.ts'
import { formatBytes } from '../../../components/format.ts'
import { StateDot, type StateTone } from '../../../components/state-dot.tsx'
import { searchStrings as words } from '../../../strings/image-search.ts'
import { shortId } from '../names.ts'
import { describePlatforms, type TagFit } from './tag-fit.ts'

/** The dialog becomes narrower with the window: the digest goes first, then the version. */
const MEDIUM = '@media (max-width: 800px)'
const NARROW = '@media (max-width: 560px)'

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(96px, 1.2fr) 128px minmax(96px, 1.3fr) 76px 100px',
    [MEDIUM]: { gridTemplateColumns: 'minmax(96px, 1.2fr) 128px minmax(96px, 1.3fr) 76px' },
    [NARROW]: { gridTemplateColumns: 'minmax(80px, 1fr) 120px 72px' },
    gap: '8px',
    alignItems: 'center',
    width: '100%',
    minWidth: 0,
  },
  heads: {
    padding: '0 12px 2px',
    boxSizing: 'border-box',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  cell: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
  tag: { fontFamily: tokens.fontFamilyMonospace },
  version: { [NARROW]: { display: 'none' } },
  digestCell: { [MEDIUM]: { display: 'none' } },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  // As high as usual from the start: what is below stays where it is.
  reason: { minHeight: '54px' },
  line: { margin: 0, overflowWrap: 'anywhere' },
  whole: { userSelect: 'all' },
  digest: { fontFamily: tokens.fontFamilyMonospace },
})

const TONES: Record<TagFit['kind'], StateTone> = {
  asking: 'off',
  runs: 'good',
  care: 'warning',
  hyperv: 'warning',
  no: 'bad',
  unknown: 'off',
}

/** What the columns of the tags mean; each option reads out its values by itself. */
export function TagHeads() {
  const styles = useStyles()
  const { tag, fit, version, size, digest } = words.columns
  return (
    <div className={mergeClasses(styles.row, styles.heads)} aria-hidden="true">
      <span>{tag}</span>
      <span>{fit}</span>
      <span className={styles.version}>{version}</span>
      <span className={styles.number}>{size}</span>
      <span className={styles.digestCell}>{digest}</span>
    </div>
  )
}

interface Props {
  tag: string
  /** Null while the registry has not answered. */
  details: TagDetails | null
  fit: TagFit | null
  engine: EngineFacts['os']
}

/** One tag: name, whether it runs here, system and version, size of the download, digest. */
export function TagRow({ tag, details, fit, engine }: Props) {
  const styles = useStyles()
  const platforms = details ? describePlatforms(details.platforms, engine) : ''
  const all = details ? describePlatforms(details.platforms, engine, 100) : ''
  return (
    <span className={styles.row}>
      <span className={mergeClasses(styles.cell, styles.tag)} title={tag}>
        {tag}
      </span>
      <span className={styles.cell} title={fit?.reason}>
        {fit && <StateDot tone={TONES[fit.kind]} word={words.fit[fit.kind]} />}
      </span>
      <span
        className={mergeClasses(styles.cell, styles.quiet, styles.version)}
        title={all || details?.problem?.message}
      >
        {platforms}
      </span>
      <span className={mergeClasses(styles.cell, styles.number)}>
        {details?.size != null ? formatBytes(details.size) : ''}
      </span>
      <span
        className={mergeClasses(styles.cell, styles.quiet, styles.digest, styles.digestCell)}
        title={details?.digest ?? undefined}
      >
        {details?.digest ? shortId(details.digest) : ''}
      </span>
    </span>
  )
}

/** What a row has no room for: why it runs or not, every system, the whole digest. */
export function TagReason({ tag, details, fit, engine }: Omit<Props, 'tag'> & { tag: string | null }) {
  const styles = useStyles()
  const platforms = details ? describePlatforms(details.platforms, engine, 100) : ''
  return (
    <div className={styles.reason}>
      <p className={styles.line} aria-live="polite">
        {tag === null ? (
          <span className={styles.quiet}>{words.reasonHint}</span>
        ) : (
          <>
            <span className={styles.tag}>{tag}</span>: {fit?.reason || details?.problem?.message || words.fit.asking}
          </>
        )}
      </p>
      {platforms && <p className={mergeClasses(styles.line, styles.quiet)}>{platforms}</p>}
      {details?.digest && (
        <p className={mergeClasses(styles.line, styles.quiet, styles.digest, styles.whole)}>{details.digest}</p>
      )}
    </div>
  )
}
