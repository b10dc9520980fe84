import { Button, makeStyles, Tooltip, tokens } from '@fluentui/react-components'
import {
  ArrowClockwiseRegular,
  ArrowDownloadRegular,
  ArrowLeftRegular,
  ArrowUploadRegular,
  FolderArrowUpRegular,
} from '@fluentui/react-icons'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import type { ContainerDetails, ContainerRow } from '../../../../preload/contract/containers.ts'
import { api } from '../../../api/client.ts'
import { startDownload } from '../../../api/page-files.ts'
import { DataGrid } from '../../../components/data-grid/data-grid.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { formatBytes } from '../../../components/format.ts'
import { showFailure, showToast } from '../../../frame/toasts.tsx'
import { containerStrings } from '../../../strings/containers.ts'
import { useContainerActions } from '../actions-context.ts'
import { StopFirst } from '../details/state-notice.tsx'
import { mustStopFirst } from '../possible-actions.ts'
import { Breadcrumbs } from './breadcrumbs.tsx'
import { FILE_COLUMNS } from './file-columns.tsx'
import { keepPlace, placeOf } from './kept-places.ts'
import { childPath, crumbs, linkPath, rootOf } from './paths.ts'
import { TextFileView } from './text-file-view.tsx'
import { UploadsList } from './uploads-list.tsx'
import { type FileRow, useFolder } from './use-folder.ts'
import { useGridFocus } from './use-grid-focus.ts'
import { useUploads } from './use-uploads.ts'

const words = containerStrings.files
const NONE: ReadonlySet<string> = new Set()

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0, position: 'relative' },
  grid: { display: 'flex', flex: 1, minHeight: 0, minWidth: 0 },
  error: { padding: '16px' },
  back: { marginTop: '12px' },
  status: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    padding: '4px 16px',
    color: tokens.colorNeutralForeground2,
  },
  drop: {
    position: 'absolute',
    inset: '4px',
    zIndex: 2,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    border: `2px dashed ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    opacity: 0.92,
    pointerEvents: 'none',
    fontWeight: tokens.fontWeightSemibold,
  },
})

/** K4: the container's files: folders, small texts, upload and download. */
export function FilesTab({ row, details }: { row: ContainerRow; details: ContainerDetails }) {
  const { machine } = useContainerActions()
  if (mustStopFirst('files', row, machine.facts, details.isolation)) return <StopFirst row={row} what="files" />
  return <Files row={row} />
}

function Files({ row }: { row: ContainerRow }) {
  const styles = useStyles()
  const { machine } = useContainerActions()
  const os = machine.facts?.os ?? 'linux'
  const [{ path, file }, setPlace] = useState(() => placeOf(machine.id, row.id) ?? { path: rootOf(os), file: null })
  const setPath = (to: string): void => setPlace((place) => ({ ...place, path: to }))
  const setFile = (to: string | null): void => setPlace((place) => ({ ...place, file: to }))
  useEffect(() => keepPlace(machine.id, row.id, { path, file }), [machine.id, row.id, path, file])
  const [selected, setSelected] = useState(NONE)
  const [before, setBefore] = useState<string | null>(null)
  const [dragging, setDragging] = useState(false)
  const chooser = useRef<HTMLInputElement>(null)
  const on = { machine: machine.id, container: row.id }
  const folder = useFolder(machine.id, row.id, path)
  const { uploads, send, retry, cancel, forget } = useUploads(machine.id, row.id, (count) => {
    showToast({ title: words.uploaded(count) })
    folder.again()
  })
  const section = useRef<HTMLElement>(null)
  const keepFocus = useGridFocus(section, file === null && folder.state !== 'reading')
  const go = (to: string): void => {
    keepFocus()
    setBefore(path)
    setSelected(NONE)
    setPath(to)
  }
  const open = (entry: FileRow): void => {
    const at = childPath(path, entry.name, os)
    if (entry.kind === 'folder') go(at)
    else if (entry.kind === 'file') setFile(at)
    else if (entry.kind === 'link' && entry.linkTarget) go(linkPath(path, entry.linkTarget, os))
  }
  const download = (at: string): void => {
    api.files
      .download({ ...on, path: at })
      .then(({ address }) => startDownload(address))
      .catch(showFailure)
  }
  const downloadChosen = (): void => {
    if (selected.size === 0) download(path)
    for (const name of selected) download(childPath(path, name, os))
  }
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    setDragging(false)
    void send([...event.dataTransfer.files], path)
  }
  // A link does not say what it leads to; one to a file is opened as such.
  const isFile = folder.error?.code === 'not-a-folder' && folder.failedAt === path
  useEffect(() => {
    if (!isFile) return
    setPlace({ file: path, path: crumbs(path, os).at(-2)?.path ?? rootOf(os) })
  }, [isFile, path, os])
  if (file !== null) {
    return (
      <TextFileView
        key={file}
        {...on}
        path={file}
        onDownload={() => download(file)}
        onSaved={folder.again}
        onBack={() => {
          setFile(null)
          keepFocus(true)
        }}
      />
    )
  }
  const up = crumbs(path, os).at(-2)
  return (
    <section
      ref={section}
      className={styles.root}
      aria-label={words.label}
      // As in Windows Explorer.
      onKeyDown={(event) => {
        const typing = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox'
        const isUp = event.key === 'Backspace' || (event.altKey && event.key === 'ArrowUp')
        if (!isUp || typing || !up) return
        event.preventDefault()
        go(up.path)
      }}
      onDragOver={(event) => {
        event.preventDefault()
        setDragging(true)
      }}
      onDragLeave={(event) => event.currentTarget === event.target && setDragging(false)}
      onDrop={onDrop}
    >
      <Breadcrumbs path={path} os={os} onGo={go} />
      <div className={styles.grid}>
        {folder.error ? (
          <div className={styles.error}>
            <ErrorPanel error={folder.error} onRetry={folder.again} />
            {before !== null && before !== path && (
              // A link may lead to nowhere; the folder that it is in is not on the way to there.
              <Button size="small" icon={<ArrowLeftRegular />} className={styles.back} onClick={() => go(before)}>
                {words.back}
              </Button>
            )}
          </div>
        ) : (
          <DataGrid
            listKey="container-files"
            label={words.label}
            columns={FILE_COLUMNS}
            rows={folder.rows}
            rowName={({ name }) => name}
            selected={selected}
            onSelect={setSelected}
            onOpen={open}
            onRefresh={folder.again}
            defaultSort={{ column: 'name', descending: false }}
            loading={folder.state === 'reading' && folder.rows.length === 0}
            empty={<EmptyState title={words.empty} text={words.emptyHint} />}
            toolbar={
              <>
                <Button
                  size="small"
                  appearance="primary"
                  icon={<ArrowUploadRegular />}
                  onClick={() => chooser.current?.click()}
                >
                  {words.upload}
                </Button>
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<ArrowDownloadRegular />}
                  onClick={() => downloadChosen()}
                >
                  {selected.size > 0 ? words.download : words.downloadFolder}
                </Button>
                <Tooltip content={words.up} relationship="label">
                  <Button
                    size="small"
                    appearance="subtle"
                    icon={<FolderArrowUpRegular />}
                    disabled={!up}
                    onClick={() => up && go(up.path)}
                  />
                </Tooltip>
                <Tooltip content={words.refresh} relationship="label">
                  <Button size="small" appearance="subtle" icon={<ArrowClockwiseRegular />} onClick={folder.again} />
                </Tooltip>
              </>
            }
          />
        )}
      </div>
      {folder.state === 'reading' && folder.read > 0 && (
        <div className={styles.status} role="status">
          {words.reading(formatBytes(folder.read))}
          <Button size="small" onClick={folder.stop}>
            {words.stop}
          </Button>
        </div>
      )}
      {folder.state === 'stopped' && <div className={styles.status}>{words.stopped}</div>}
      <UploadsList
        uploads={uploads}
        onRetry={(upload, over) => void retry(upload, over)}
        onCancel={cancel}
        onForget={forget}
      />
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label={words.upload}
        onChange={({ target }) => {
          void send([...(target.files ?? [])], path)
          target.value = ''
        }}
      />
      {dragging && <div className={styles.drop}>{words.drop(path)}</div>}
    </section>
  )
}
