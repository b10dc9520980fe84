import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Spinner,
} from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { toEquivalent } from '../../../../preload/contract/command-line/print.ts'
import type { ImageRemoval, ImageRow, RemovalResult } from '../../../../preload/contract/images.ts'
import { api, query } from '../../../api/client.ts'
import { toExplained } from '../../../api/errors.ts'
import { EquivalentCommand } from '../../../components/equivalent-command.tsx'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { showFailure, showToast } from '../../../frame/toasts.tsx'
import { removalStrings as words } from '../../../strings/images.ts'
import { imageName } from '../names.ts'
import { ConflictBar } from './conflict.tsx'
import { Outcome } from './outcome.tsx'
import { goes, type RemovalScope, removalTargets, resultWord, shownTarget } from './removal-plan.ts'
import { RemovalResults } from './results.tsx'
import { ScopeChoice } from './scope-choice.tsx'

const useStyles = makeStyles({
  surface: { maxWidth: 'min(680px, 96vw)', width: '96vw' },
  // Parts keep their height: the content scrolls.
  content: { display: 'flex', flexDirection: 'column', gap: '12px', '& > *': { flexShrink: 0 } },
})

interface Props {
  machine: string
  rows: ImageRow[]
  /** Set by Untag: the tags that are ticked at first. */
  tags?: string[]
  onClose: () => void
  onRemoved: () => void
}

/** I5: what would go, before it goes; the conflict with its choices; and afterwards what became of each. */
export function RemoveDialog({ machine, rows, tags, onClose, onRemoved }: Props) {
  const styles = useStyles()
  const [scope, setScope] = useState<RemovalScope>(tags ? { kind: 'tags', tags } : { kind: 'images' })
  const [force, setForce] = useState(false)
  const [busy, setBusy] = useState(false)
  const [results, setResults] = useState<{ done: RemovalResult[]; left: ImageRemoval[] } | null>(null)
  const [only, ...others] = rows
  const single = others.length === 0 ? only : undefined
  const targets = removalTargets(rows, scope)
  const asked = useQuery(
    query.images.previewRemoval.queryOptions({
      input: { machine, images: targets },
      enabled: targets.length > 0 && results === null,
      // What was true a moment ago may be no more: each opening asks anew.
      gcTime: 0,
      staleTime: 0,
      placeholderData: keepPreviousData,
    }),
  )
  const preview = targets.length > 0 && !asked.isPlaceholderData ? (asked.data ?? []) : []
  const conflicts = preview.filter(({ conflict }) => conflict !== null)
  const forcible = preview.some(({ forceHelps }) => forceHelps)
  const forced = force && forcible
  const going = preview.filter((each) => goes(each, forced))
  const title = tags && single ? words.untagTitle(imageName(single)) : titleOf(rows)
  const verb =
    scope.kind === 'tags'
      ? words.removeTags(scope.tags.length)
      : single
        ? words.removeImage
        : words.removeImages(going.length)
  const remove = () => {
    setBusy(true)
    api.images
      .remove({ machine, images: going.map(({ image }) => image), force: forced })
      .then((answer) => {
        onRemoved()
        const left = preview.filter((each) => !going.includes(each))
        if (answer.some(({ error }) => error) || left.length > 0) return setResults({ done: answer, left })
        showToast({ title: resultWord(answer) })
        onClose()
      })
      .catch(showFailure)
      .finally(() => setBusy(false))
  }
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && !busy && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>
            {results ? (
              <RemovalResults rows={rows} results={results.done} left={results.left} />
            ) : (
              <>
                {single && single.tags.length > 1 && <ScopeChoice row={single} scope={scope} onScope={setScope} />}
                {targets.length > 0 && asked.isFetching && (
                  <Spinner size="tiny" labelPosition="after" label={words.looking} />
                )}
                {asked.error && <ErrorPanel error={toExplained(asked.error)} onRetry={() => void asked.refetch()} />}
                {single && conflicts[0] && <ConflictBar machine={machine} removal={conflicts[0]} />}
                {preview.length > 0 && <Outcome rows={rows} preview={preview} force={forced} />}
                {forcible && (
                  <Checkbox
                    checked={force}
                    onChange={(_, { checked }) => setForce(checked === true)}
                    label={single ? words.force : `${words.force}. ${words.forceHint}`}
                  />
                )}
                {going.length > 0 && (
                  <EquivalentCommand
                    command={toEquivalent({
                      action: 'rmi',
                      images: going.map(({ image }) => shownTarget(image)),
                      force: forced,
                    })}
                  />
                )}
              </>
            )}
          </DialogContent>
          <DialogActions>
            {!results && (
              <Button appearance="primary" disabled={busy || going.length === 0} onClick={remove}>
                {busy ? words.removing : verb}
              </Button>
            )}
            <Button onClick={onClose} disabled={busy}>
              {results ? words.close : words.cancel}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

function titleOf(rows: readonly ImageRow[]): string {
  const [only, ...others] = rows
  return only && others.length === 0 ? words.titleOne(imageName(only)) : words.titleMany(rows.length)
}
