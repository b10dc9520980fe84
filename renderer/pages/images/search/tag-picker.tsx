import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { ArrowLeftRegular } from '@fluentui/react-icons'
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import { parseImageReference } from '../../../../preload/contract/grammar/image-reference.ts'
import type { MachineRow } from '../../../../preload/contract/machines.ts'
import type { TagDetails } from '../../../../preload/contract/registries.ts'
import { api } from '../../../api/client.ts'
import { EquivalentCommand } from '../../../components/equivalent-command.tsx'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { searchStrings as words } from '../../../strings/image-search.ts'
import { windowsHostOf } from '../pull/host.ts'
import { listCommand } from './equivalents.ts'
import { Nothing } from './nothing.tsx'
import { PickList } from './pick-list.tsx'
import { SearchField } from './search-field.tsx'
import { judgeTag, type TagFit } from './tag-fit.ts'
import { TagHeads, TagReason, TagRow } from './tag-row.tsx'
import { matchingNames, newestFirst, useNames } from './use-names.ts'
import { useTagDetails } from './use-tag-details.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px' },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 8px' },
  name: { fontFamily: tokens.fontFamilyMonospace, fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  filter: { marginLeft: 'auto' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  list: { display: 'flex', flexDirection: 'column' },
})

interface Props {
  machine: MachineRow
  /** As it is pulled, without a tag: `nginx`, `mcr.microsoft.com/windows/servercore`. */
  repository: string
  /** What the dialog's field holds. */
  reference: string
  onChoose: (reference: string) => void
  onBack: () => void
}

/** I3: every tag of a repository with what the registry tells of it; picking one fills the reference in. */
export function TagPicker({ machine, repository, reference, onChoose, onBack }: Props) {
  const styles = useStyles()
  const [filter, setFilter] = useState('')
  const [seen, setSeen] = useState<readonly string[]>([])
  const [active, setActive] = useState<string | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const names = useNames(JSON.stringify([machine.id, repository]), (signal) =>
    api.registries.tags({ machine: machine.id, repository }, { signal }),
  )
  const details = useTagDetails(machine.id, repository, seen)
  const engine = machine.facts?.os ?? 'linux'
  const host = useMemo(() => windowsHostOf(machine.facts), [machine.facts])
  const today = useMemo(() => new Date(), [])
  const judge = useCallback(
    (tag: string, known: TagDetails | null) => {
      const parsed = parseImageReference(`${repository}:${tag}`)
      return parsed.ok ? judgeTag(parsed.value, known, engine, host, today) : null
    },
    [repository, engine, host, today],
  )
  // Sorted once all are there: each page would mean another order. What the name alone rules out comes last.
  const sorted = useMemo(() => {
    if (!names.done) return names.names
    const tags = newestFirst(names.names)
    const ruledOut = new Set(tags.filter((tag) => judge(tag, null)?.kind === 'no'))
    return [...tags.filter((tag) => !ruledOut.has(tag)), ...ruledOut]
  }, [names.names, names.done, judge])
  const deferred = useDeferredValue(filter)
  const shown = useMemo(() => matchingNames(sorted, deferred), [sorted, deferred])
  const chosen = sorted.find((tag) => `${repository}:${tag}` === reference) ?? null
  const fitOf = (tag: string): TagFit | null => {
    const fit = judge(tag, details.of.get(tag) ?? null)
    return fit?.kind === 'asking' && details.limited ? { kind: 'unknown', reason: words.limited } : fit
  }
  const command = listCommand(repository)
  const total = names.names.length
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <Button size="small" appearance="subtle" icon={<ArrowLeftRegular />} onClick={onBack}>
          {words.back}
        </Button>
        <span className={styles.name}>{repository}</span>
        <SearchField
          className={styles.filter}
          size="small"
          value={filter}
          onChange={setFilter}
          label={words.tagField}
          placeholder={words.tagField}
          list={list}
          autoFocus
        />
      </div>
      {!names.done && <Spinner size="tiny" labelPosition="after" label={words.readingTags(total)} />}
      {names.error && <ErrorPanel error={names.error} onRetry={names.retry} />}
      {shown.length > 0 && (
        <div className={styles.list}>
          <TagHeads />
          <PickList
            ref={list}
            label={words.tagsOf(repository)}
            items={shown}
            keyOf={(tag) => tag}
            rowHeight={32}
            chosen={chosen}
            onPick={(tag) => onChoose(`${repository}:${tag}`)}
            onLeave={onBack}
            onSeen={setSeen}
            onActive={setActive}
            render={(tag) => (
              <TagRow tag={tag} details={details.of.get(tag) ?? null} fit={fitOf(tag)} engine={engine} />
            )}
          />
        </div>
      )}
      {shown.length > 0 && (
        <TagReason
          tag={active}
          details={active === null ? null : (details.of.get(active) ?? null)}
          fit={active === null ? null : fitOf(active)}
          engine={engine}
        />
      )}
      {names.done && !names.error && total === 0 && <Nothing title={words.noTags} hint={words.noTagsHint} />}
      {total > 0 && shown.length === 0 && <Nothing title={words.noTagMatch(deferred)} hint="" />}
      <p className={styles.quiet} aria-live="polite">
        {names.done &&
          total > 0 &&
          (shown.length === total ? words.countedTags(total) : words.countedTagsOf(shown.length, total))}
        {chosen && ` · ${words.chosen(reference)}`}
      </p>
      {names.cut && <p className={styles.quiet}>{words.cutTags(total)}</p>}
      {details.limited && <p className={styles.quiet}>{words.limited}</p>}
      {command && <EquivalentCommand command={command} label={words.equivalentList} note={words.noCli} />}
    </div>
  )
}
