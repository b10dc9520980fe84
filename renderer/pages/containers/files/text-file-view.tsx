import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { ArrowDownloadRegular, ArrowLeftRegular, SaveRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useState } from 'react'
import type { Explained } from '../../../../preload/contract/explained.ts'
import { api } from '../../../api/client.ts'
import { toExplained } from '../../../api/errors.ts'
import { CodeView } from '../../../components/code-view.tsx'
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { ListSkeleton } from '../../../components/skeletons.tsx'
import { PageToolbar } from '../../../components/toolbar.tsx'
import { showToast } from '../../../frame/toasts.tsx'
import { containerStrings } from '../../../strings/containers.ts'
import { keepTextDraft, textDraftOf } from './kept-places.ts'
import { lineEndsOf, toEditor, toFile } from './line-ends.ts'

const words = containerStrings.files

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 },
  path: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  hint: { color: tokens.colorNeutralForeground3 },
  error: { padding: '8px 16px' },
})

interface Props {
  machine: string
  container: string
  path: string
  onDownload: () => void
  onSaved: () => void
  onBack: () => void
}

/**
 * K4: a small text file, edited in place. A file that changed meanwhile is not overwritten unasked; what was typed stays
 * while another tab is looked at.
 */
export function TextFileView({ machine, container, path, onDownload, onSaved, onBack }: Props) {
  const styles = useStyles()
  const [draft] = useState(() => textDraftOf(machine, container, path))
  const [text, setText] = useState(draft?.text ?? null)
  const [modified, setModified] = useState(draft?.modified ?? null)
  const [saving, setSaving] = useState(false)
  const [error, setError] = useState<Explained | null>(null)
  const [leaving, setLeaving] = useState(false)
  // Each opening reads anew, and the editor begins anew with what was read.
  const [opening, setOpening] = useState(0)
  const file = useQuery({
    queryKey: ['file-text', machine, container, path, opening],
    queryFn: ({ signal }) => api.files.readText({ machine, container, path }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const [saved, setSaved] = useState<string | null>(null)
  const ends = lineEndsOf(file.data?.text ?? '')
  // An editor knows lines; how they end in the file is kept apart, and comes back when it is saved.
  const original = saved ?? toEditor(file.data?.text ?? '')
  const isChanged = file.data !== undefined && text !== null && text !== original
  const readAt = modified ?? file.data?.modified
  useEffect(() => {
    if (!file.data || readAt === undefined) return
    keepTextDraft(machine, container, path, isChanged ? { text, modified: readAt } : null)
  }, [machine, container, path, file.data, isChanged, text, readAt])
  const name = path.split(/[\\/]/).at(-1) ?? path

  const save = async (force: boolean): Promise<void> => {
    const { data } = file
    if (!data || text === null || saving) return
    setSaving(true)
    setError(null)
    try {
      const { encoding, byteOrderMark } = data
      const answer = await api.files.writeText({
        machine,
        container,
        path,
        text: toFile(text, ends),
        encoding,
        byteOrderMark,
        modified: force ? null : (readAt ?? data.modified),
      })
      setModified(answer.modified)
      setSaved(text)
      onSaved()
      showToast({ title: words.saved(name) })
    } catch (failure) {
      setError(toExplained(failure))
    } finally {
      setSaving(false)
    }
  }
  const reopen = (): void => {
    setError(null)
    setText(null)
    setSaved(null)
    setModified(null)
    setOpening(opening + 1)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return
    event.preventDefault()
    void save(false)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+S anywhere within; the button does the same
    <div className={styles.root} onKeyDown={onKeyDown}>
      <PageToolbar label={words.editor(path)} end={isChanged && <span className={styles.hint}>{words.unsaved}</span>}>
        <Button
          size="small"
          appearance="subtle"
          icon={<ArrowLeftRegular />}
          onClick={() => (isChanged ? setLeaving(true) : onBack())}
        >
          {words.back}
        </Button>
        <Button
          size="small"
          appearance="primary"
          icon={<SaveRegular />}
          disabled={!isChanged || saving}
          onClick={() => void save(false)}
        >
          {words.save}
        </Button>
        <Button size="small" appearance="subtle" icon={<ArrowDownloadRegular />} onClick={onDownload}>
          {words.download}
        </Button>
        <span className={styles.path}>{path}</span>
        {file.data && (
          <span className={styles.hint}>
            {words.encoding[file.data.encoding]} {file.data.byteOrderMark ? words.withMark : ''}{' '}
            {words.lineEnds(ends.end === '\n' ? 'LF' : 'CRLF', ends.mixed)}
          </span>
        )}
      </PageToolbar>
      {error && (
        <div className={styles.error}>
          <ErrorPanel
            error={error}
            onRetry={error.code === 'file-changed' ? undefined : () => void save(false)}
            onAction={(action) => {
              if (action.kind !== 'force') return false
              void save(true)
              return true
            }}
          />
          {error.code === 'file-changed' && (
            <Button size="small" style={{ marginTop: '8px' }} onClick={reopen}>
              {words.openAgain}
            </Button>
          )}
        </div>
      )}
      {file.isPending && <ListSkeleton />}
      {file.error && (
        <div className={styles.error}>
          <ErrorPanel error={toExplained(file.error)} onRetry={() => void file.refetch()} />
        </div>
      )}
      {file.data && (
        <CodeView
          text={text ?? original}
          label={words.editor(path)}
          language={name.endsWith('.json') ? 'json' : 'text'}
          onChange={setText}
        />
      )}
      {leaving && (
        <ConfirmDialog
          title={words.discardTitle(name)}
          confirm={words.discard}
          onConfirm={() => {
            keepTextDraft(machine, container, path, null)
            onBack()
          }}
          onClose={() => setLeaving(false)}
        >
          {words.discardText}
        </ConfirmDialog>
      )}
    </div>
  )
}
