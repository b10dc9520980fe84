import { Badge, Checkbox, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { type RefObject, useState } from 'react'
import { toEquivalent } from '../../../../preload/contract/command-line/print.ts'
import type { HubResult } from '../../../../preload/contract/registries.ts'
import { api } from '../../../api/client.ts'
import { EquivalentCommand } from '../../../components/equivalent-command.tsx'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { searchStrings as words } from '../../../strings/image-search.ts'
import { useAsked } from '../pull/use-pull-check.ts'
import { Directly } from './directly.tsx'
import { Nothing } from './nothing.tsx'
import { PickList } from './pick-list.tsx'
import { SearchField } from './search-field.tsx'

/** As many as the engine gives; what is beyond is not told. */
const MOST = 100

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px' },
  ask: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 12px' },
  field: { flex: '1 1 260px', maxWidth: 'none' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', gap: '8px', alignItems: 'center', minWidth: 0, width: '100%' },
  name: {
    fontFamily: tokens.fontFamilyMonospace,
    whiteSpace: 'nowrap',
    flexShrink: 0,
    maxWidth: '60%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  text: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    minWidth: 0,
    flexGrow: 1,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  stars: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums', fontSize: tokens.fontSizeBase200 },
})

interface Props {
  machine: string
  /** The engine runs Windows containers. */
  windows: boolean
  list: RefObject<HTMLDivElement | null>
  onRepository: (repository: string) => void
}

/** I3: Docker Hub by words, through the engine. */
export function HubSearch({ machine, windows, list, onRepository }: Props) {
  const styles = useStyles()
  const [text, setText] = useState('')
  const [official, setOfficial] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const term = text.trim()
  const key = term === '' ? null : JSON.stringify([machine, term, official, attempt])
  const asked = useAsked<HubResult[]>(key, (signal) => api.registries.search({ machine, term, official }, { signal }))
  const found = asked.state === 'answered' ? asked.answer : []
  const command = toEquivalent({ action: 'search', term, official, limit: MOST })
  return (
    <div className={styles.root}>
      <div className={styles.ask}>
        <SearchField
          className={styles.field}
          value={text}
          onChange={setText}
          label={words.hubField}
          placeholder={words.hubPlaceholder}
          list={list}
        />
        <Checkbox
          checked={official}
          onChange={(_, { checked }) => setOfficial(checked === true)}
          label={words.official}
        />
      </div>
      {asked.state === 'idle' && (
        <p className={styles.quiet}>
          {words.hubStart} {windows && words.hubNoBase}
        </p>
      )}
      {asked.state === 'asking' && <Spinner size="tiny" labelPosition="after" label={words.searching} />}
      {asked.state === 'failed' && <ErrorPanel error={asked.error} onRetry={() => setAttempt(attempt + 1)} />}
      {found.length > 0 && (
        <PickList
          ref={list}
          label={words.hubResults}
          items={found}
          keyOf={({ name }) => name}
          rowHeight={32}
          onPick={({ name }) => onRepository(name)}
          render={(result) => (
            <span className={styles.row}>
              <span className={styles.name}>{result.name}</span>
              {result.official && (
                <Badge appearance="tint" color="brand">
                  {words.officialBadge}
                </Badge>
              )}
              <span className={styles.text} title={result.description}>
                {result.description}
              </span>
              <span className={styles.stars}>{words.stars(result.stars)}</span>
            </span>
          )}
        />
      )}
      {asked.state === 'answered' && found.length === 0 && (
        <Nothing title={words.hubNone(term)} hint={words.hubNoneHint} />
      )}
      <p className={styles.quiet} aria-live="polite">
        {found.length > 0 && words.counted(found.length)}
        {found.length >= MOST && ` · ${words.hubMost}`}
      </p>
      <Directly registry="docker.io" text={term} known={found.map(({ name }) => name)} onRepository={onRepository} />
      {term !== '' && <EquivalentCommand command={command} label={words.equivalentSearch} />}
    </div>
  )
}
