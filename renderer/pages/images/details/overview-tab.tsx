import { Button, makeStyles, Tooltip, tokens } from '@fluentui/react-components'
import { TagDismissRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import type { Explained } from '../../../../preload/contract/explained.ts'
import type { ImageDetails, ImageRow } from '../../../../preload/contract/images.ts'
import type { MachineRow } from '../../../../preload/contract/machines.ts'
import { CopyButton } from '../../../components/copy-button.tsx'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { formatAgo, formatBytes } from '../../../components/format.ts'
import { imageStrings as words } from '../../../strings/images.ts'
import { ContainerLinks } from '../container-links.tsx'
import type { ImageActions } from '../image-actions.ts'
import { judgeImage } from './judge-image.ts'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(90px, max-content) minmax(0, 1fr)',
    gap: '8px 16px',
    margin: 0,
    padding: '16px',
    alignContent: 'start',
  },
  name: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
  lines: { listStyle: 'none', margin: 0, padding: 0 },
  line: { display: 'flex', alignItems: 'center', gap: '4px', minWidth: 0, minHeight: '24px' },
  mono: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3 },
})

interface Props {
  machine: MachineRow
  row: ImageRow
  /** Null while it is asked. */
  details: ImageDetails | null
  error: Explained | null
  onRetry: () => void
  actions: ImageActions
}

export function OverviewTab({ machine, row, details, error, onRetry, actions }: Props) {
  const styles = useStyles()
  const judged = details && judgeImage(details, row, machine.facts)
  const fact = (name: string, value: ReactNode) => (
    <>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{value}</dd>
    </>
  )
  return (
    <dl className={styles.list}>
      {fact(
        words.tags,
        row.tags.length === 0 ? (
          <span className={styles.quiet}>{words.noTags}</span>
        ) : (
          <ul className={styles.lines}>
            {row.tags.map((tag) => (
              <li key={tag} className={styles.line}>
                <span className={styles.mono}>{tag}</span>
                <CopyButton text={tag} label={words.copyTag(tag)} />
                <Tooltip content={words.untagOne(tag)} relationship="label">
                  <Button
                    size="small"
                    appearance="subtle"
                    icon={<TagDismissRegular />}
                    onClick={() => actions.untag(row, [tag])}
                  />
                </Tooltip>
              </li>
            ))}
          </ul>
        ),
      )}
      {fact(
        words.id,
        <span className={styles.line}>
          <span className={styles.mono}>{row.id}</span>
          <CopyButton text={row.id} label={words.copyId} />
        </span>,
      )}
      {fact(
        words.digests,
        row.digests.length === 0 ? (
          <span className={styles.quiet}>{words.noDigests}</span>
        ) : (
          <ul className={styles.lines}>
            {row.digests.map((digest) => (
              <li key={digest} className={styles.line}>
                <span className={styles.mono}>{digest}</span>
                <CopyButton text={digest} label={words.copyDigest} />
              </li>
            ))}
          </ul>
        ),
      )}
      {error && fact(words.platform, <ErrorPanel error={error} onRetry={onRetry} />)}
      {details && fact(words.platform, `${details.os}/${details.architecture}`)}
      {details?.osVersion && fact(words.osVersion, details.osVersion)}
      {judged?.support && fact(words.support, judged.support.sentence)}
      {judged?.fit && fact(words.runsHere, [judged.fit.reason, judged.fit.remedy].filter(Boolean).join(' '))}
      {fact(words.size, formatBytes(row.size))}
      {row.created > 0 && fact(words.created, `${new Date(row.created).toLocaleString()} (${formatAgo(row.created)})`)}
      {fact(
        words.usedBy,
        row.usedBy.length === 0 ? (
          <span className={styles.quiet}>{words.notUsed}</span>
        ) : (
          <ContainerLinks machine={machine.id} containers={row.usedBy.map((name) => ({ name }))} />
        ),
      )}
    </dl>
  )
}
