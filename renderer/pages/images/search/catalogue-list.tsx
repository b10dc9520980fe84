import { makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { type RefObject, useDeferredValue, useMemo, useState } from 'react'
import { api } from '../../../api/client.ts'
import { EquivalentCommand } from '../../../components/equivalent-command.tsx'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { searchStrings as words } from '../../../strings/image-search.ts'
import { Directly } from './directly.tsx'
import { catalogueCommand } from './equivalents.ts'
import { Nothing } from './nothing.tsx'
import { PickList } from './pick-list.tsx'
import { SearchField } from './search-field.tsx'
import { beginningFirst, matchingNames, useNames } from './use-names.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px' },
  field: { maxWidth: 'none' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  name: { fontFamily: tokens.fontFamilyMonospace, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
})

interface Props {
  machine: string
  registry: string
  /** Names that begin so stand first. */
  first?: string
  list: RefObject<HTMLDivElement | null>
  onRepository: (repository: string) => void
}

/** I3: the repositories of a registry as it tells them, and any that it does not tell by its name. */
export function CatalogueList({ machine, registry, first, list, onRepository }: Props) {
  const styles = useStyles()
  const [text, setText] = useState('')
  const names = useNames(JSON.stringify([machine, registry]), (signal) =>
    api.registries.catalogue({ machine, registry }, { signal }),
  )
  const deferred = useDeferredValue(text.trim())
  const ordered = useMemo(() => beginningFirst(names.names, first), [names.names, first])
  const shown = useMemo(() => matchingNames(ordered, deferred), [ordered, deferred])
  const total = names.names.length
  return (
    <div className={styles.root}>
      <SearchField
        className={styles.field}
        value={text}
        onChange={setText}
        label={words.catalogueField}
        placeholder={names.error ? words.namePlaceholder : words.cataloguePlaceholder}
        list={list}
      />
      {!names.done && <Spinner size="tiny" labelPosition="after" label={words.reading(total)} />}
      {names.error && <ErrorPanel error={names.error} {...(!isFinal(names.error.code) && { onRetry: names.retry })} />}
      {shown.length > 0 && (
        <PickList
          ref={list}
          label={words.repositories(registry)}
          items={shown}
          keyOf={(name) => name}
          rowHeight={28}
          onPick={(name) => onRepository(`${registry}/${name}`)}
          render={(name) => <span className={styles.name}>{name}</span>}
        />
      )}
      {names.done && !names.error && total === 0 && (
        <Nothing title={words.noRepositories} hint={words.noRepositoriesHint} />
      )}
      {total > 0 && shown.length === 0 && <Nothing title={words.noMatch(deferred)} hint={words.noMatchHint} />}
      <p className={styles.quiet} aria-live="polite">
        {names.done &&
          total > 0 &&
          (shown.length === total ? words.counted(total) : words.countedOf(shown.length, total))}
      </p>
      {names.cut && <p className={styles.quiet}>{words.cutRepositories(total)}</p>}
      <Directly registry={registry} text={text.trim()} known={shown} onRepository={onRepository} />
      <EquivalentCommand command={catalogueCommand(registry)} label={words.equivalentList} note={words.noCli} />
    </div>
  )
}

/** Asked again, the registry would say the same. */
function isFinal(code: string): boolean {
  return code === 'catalogue-not-offered' || code === 'invalid-registry'
}
