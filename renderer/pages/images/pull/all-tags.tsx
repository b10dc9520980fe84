import { Checkbox, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import type { RepositoryTags } from '../../../../preload/contract/images.ts'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { formatBytes } from '../../../components/format.ts'
import { pullStrings as words } from '../../../strings/image-pull.ts'
import type { Asked } from './use-pull-check.ts'

const SHOWN = 8

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '4px' },
  line: { margin: 0 },
  quiet: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
})

interface Props {
  asked: Asked<RepositoryTags>
  confirmed: boolean
  onConfirm: (confirmed: boolean) => void
}

/** With `-a`: how many tags there are and what they weigh, before it may start. */
export function AllTags({ asked, confirmed, onConfirm }: Props) {
  const styles = useStyles()
  if (asked.state === 'idle') return null
  if (asked.state === 'asking') return <Spinner size="tiny" labelPosition="after" label={words.counting} />
  if (asked.state === 'failed') return <ErrorPanel error={asked.error} />
  const { tags, size, measured } = asked.answer
  const bytes = formatBytes(size)
  return (
    <div className={styles.root} aria-live="polite">
      <p className={styles.line}>
        {measured < tags.length
          ? words.tagCountAtLeast(tags.length, bytes, measured)
          : words.tagCount(tags.length, bytes)}
      </p>
      <p className={styles.quiet}>{words.tagNames(tags.slice(0, SHOWN), Math.max(0, tags.length - SHOWN))}</p>
      <p className={styles.quiet}>{words.sharedOnce}</p>
      {tags.length > 0 && (
        <Checkbox
          checked={confirmed}
          onChange={(_, { checked }) => onConfirm(checked === true)}
          label={words.confirmAll(tags.length)}
        />
      )}
    </div>
  )
}
