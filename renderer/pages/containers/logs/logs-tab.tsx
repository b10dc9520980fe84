import { MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { useMemo, useRef, useState } from 'react'
import type { Settings } from '../../../../preload/contract/app.ts'
import type { LogOptions } from '../../../../preload/contract/containers.ts'
import { api } from '../../../api/client.ts'
import { saveSettings, useSettings } from '../../../api/settings.ts'
import { EmptyState } from '../../../components/empty-state.tsx'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { ListSkeleton } from '../../../components/skeletons.tsx'
import { showFailure, showToast } from '../../../frame/toasts.tsx'
import { logStrings as words } from '../../../strings/logs.ts'
import { terminalStrings } from '../../../strings/terminal.ts'
import { writeClipboard } from '../../../terminal/clipboard.ts'
import { EMPTY_QUERY, FindBar, type FindQuery } from '../../../terminal/find-bar.tsx'
import { ANY_TIME, type LogTimes, secondsOf } from './log-range.tsx'
import { copyText, type LogRange, wholeRange } from './log-selection.ts'
import { type CopyWhat, LogToolbar } from './log-toolbar.tsx'
import { LogView, type LogViewHandle } from './log-view.tsx'
import { useLogFeed } from './use-log-feed.ts'
import { type LogSearchView, useLogSearch } from './use-log-search.ts'
import { useLogSelection } from './use-log-selection.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', flex: 1, height: '100%', minHeight: 0, minWidth: 0 },
  main: { position: 'relative', display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 },
  status: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '0 16px',
    padding: '2px 16px',
    minHeight: '24px',
    alignItems: 'center',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
})

function saveLog(log: Settings['log']): void {
  void saveSettings({ log }).catch(() => {
    // Not remembered while the link is down; applied all the same.
  })
}

interface LogsTabProps {
  machine: string
  container: string
  /** As it is called in labels; else the short id. */
  name?: string
}

/** K4: the log of one container. */
export function LogsTab(props: LogsTabProps) {
  return <ContainerLog key={`${props.machine} ${props.container}`} {...props} />
}

function ContainerLog({ machine, container, name }: LogsTabProps) {
  const styles = useStyles()
  const log = useSettings((settings) => settings.log)
  const [times, setTimes] = useState<LogTimes>(ANY_TIME)
  const [query, setQuery] = useState<FindQuery | null>(null)
  const [asked, setAsked] = useState(0)
  const find = (): void => {
    setQuery(query ?? EMPTY_QUERY)
    setAsked(asked + 1)
  }
  const view = useRef<LogViewHandle | null>(null)
  const selection = useLogSelection()
  const options = useMemo<LogOptions>(() => {
    const until = secondsOf(times.until)
    // Following is the view's; the engine sends on unless the range has an end.
    const { timestamps, stdout, stderr } = log
    return {
      follow: until === undefined,
      timestamps,
      stdout,
      stderr,
      since: secondsOf(times.since),
      until,
      tail: log.tail ?? undefined,
    }
  }, [log, times])
  const feed = useLogFeed(machine, container, options)
  const { store, version, state } = feed
  const search = useLogSearch(
    store,
    version,
    query,
    () => view.current?.topLine() ?? 0,
    (match) => view.current?.reveal(match.line, match.start),
  )
  // A new reading numbers its lines anew.
  const [marked, setMarked] = useState(store)
  if (marked !== store) {
    setMarked(store)
    selection.set(null)
  }

  const step = (back: boolean): void => {
    const match = search.step(back)
    if (match) view.current?.reveal(match.line, match.start)
  }
  const copy = (what: CopyWhat) => {
    const seen = view.current?.visible()
    const range: LogRange | null =
      what === 'all'
        ? wholeRange(store)
        : what === 'visible' && seen
          ? { from: { line: seen.first, offset: 0 }, to: { line: seen.last, offset: Number.MAX_SAFE_INTEGER } }
          : selection.range
    if (!range) return showToast({ title: words.nothingMarked, intent: 'info' })
    const text = copyText(store, range)
    if (text === null)
      return showToast({ title: words.tooMuchToCopy, body: words.tooMuchToCopyHint, intent: 'warning' })
    const lines = range.to.line - Math.max(range.from.line, store.firstLine) + 1
    void writeClipboard(text).then((done) =>
      showToast(done ? { title: words.copied(lines) } : { title: words.cannotCopy, intent: 'error' }),
    )
  }
  const download = (): void => {
    const { timestamps, stdout, stderr } = log
    api.containers
      .downloadLogs({ machine, container, options: { follow: false, timestamps, stdout, stderr } })
      .then(({ address }) => {
        const anchor = document.createElement('a')
        anchor.href = address
        anchor.download = ''
        document.body.append(anchor)
        anchor.click()
        anchor.remove()
      })
      .catch(showFailure)
  }
  const lines = store.endLine - store.firstLine
  const over = state.kind === 'ended' || state.kind === 'failed'
  return (
    <div className={styles.root}>
      <LogToolbar
        log={log}
        times={times}
        marked={selection.range !== null}
        over={over}
        onLog={saveLog}
        onTimes={setTimes}
        onFind={find}
        onCopy={copy}
        onDownload={download}
        onRead={feed.read}
      />
      {state.kind === 'failed' && <ErrorPanel error={state.error} onRetry={feed.read} />}
      {store.firstLine > 0 && (
        <MessageBar intent="info">
          <MessageBarBody>{words.letGo(store.firstLine)}</MessageBarBody>
        </MessageBar>
      )}
      <div className={styles.main}>
        {query && (
          <FindBar
            query={query}
            asked={asked}
            status={searchStatus(search, query)}
            onChange={setQuery}
            onStep={step}
            onClose={() => {
              setQuery(null)
              view.current?.focus()
            }}
          />
        )}
        {lines === 0 && state.kind === 'opening' && <ListSkeleton />}
        {lines === 0 && (state.kind === 'open' || state.kind === 'ended') && (
          <EmptyState title={words.empty} text={words.emptyHint} />
        )}
        {lines > 0 && (
          <LogView
            store={store}
            version={version}
            wrap={log.wrap}
            follow={log.follow}
            label={words.log(name ?? container.slice(0, 12))}
            search={search}
            selection={selection}
            handle={view}
            onFind={find}
            onCopy={() => copy('selection')}
          />
        )}
      </div>
      <div className={styles.status}>
        <span>{words.lineCount(lines)}</span>
        {store.maxColumns > 2000 && <span>{words.longestLine(store.maxColumns)}</span>}
        <span role="status">
          {state.kind === 'open' && !options.follow ? words.state.reading : words.state[state.kind]}
        </span>
      </div>
    </div>
  )
}

function searchStatus({ search, bad, current, searching }: LogSearchView, query: FindQuery): string {
  if (bad) return terminalStrings.badRegex
  if (query.text === '' || !search) return ''
  if (search.count === 0) return searching ? terminalStrings.searching : terminalStrings.noResults
  const more = searching ? '…' : ''
  if (current < 0) return `${terminalStrings.results(search.count)}${more}`
  return `${terminalStrings.resultOf(current + 1, search.count)}${more}`
}
