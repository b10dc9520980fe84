import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Switch,
  tokens,
} from '@fluentui/react-components'
import { type FormEvent, useRef, useState } from 'react'
import { toEquivalent } from '../../../../preload/contract/command-line/print.ts'
import type { Explained } from '../../../../preload/contract/explained.ts'
import { parseImageReference } from '../../../../preload/contract/grammar/image-reference.ts'
import type { MachineRow } from '../../../../preload/contract/machines.ts'
import { api } from '../../../api/client.ts'
import { toExplained } from '../../../api/errors.ts'
import { EquivalentCommand } from '../../../components/equivalent-command.tsx'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { pullStrings as words } from '../../../strings/image-pull.ts'
import { ReferenceField } from '../reference-field.tsx'
import { ImageSearch, type Source } from '../search/image-search.tsx'
import { AllTags } from './all-tags.tsx'
import { windowsHostOf } from './host.ts'
import { isWindowsBase, judgePull } from './judge-pull.ts'
import { PullFacts, PullWarnings } from './pull-facts.tsx'
import { usePullCheck, useRepositoryTags } from './use-pull-check.ts'
import { useSteadyScroll } from './use-steady-scroll.ts'

const useStyles = makeStyles({
  surface: { maxWidth: 'min(760px, 96vw)', width: '96vw' },
  // Parts keep their height: the content scrolls.
  content: { display: 'flex', flexDirection: 'column', gap: '12px', '& > *': { flexShrink: 0 } },
  facts: { display: 'flex', flexDirection: 'column', gap: '12px', ':empty': { display: 'none' } },
  notes: { display: 'flex', flexDirection: 'column', gap: '4px' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  name: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
})

interface Props {
  machine: MachineRow
  /** What the field holds at first. */
  reference: string
  /** A way to find an image that is open from the start. */
  find: Source | null
  /** The engine began to pull what was typed so. */
  onStarted?: (reference: string) => void
  onClose: () => void
}

/** I2: what to pull, what it means in full, what it weighs and whether it fits, before the download starts. */
export function PullDialog({ machine, reference: first, find, onStarted, onClose }: Props) {
  const styles = useStyles()
  const [text, setText] = useState(first)
  const [allTags, setAllTags] = useState(false)
  const [confirmed, setConfirmed] = useState<string | null>(null)
  const [platform, setPlatform] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Explained | null>(null)
  const content = useRef<HTMLDivElement>(null)
  const facts = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLDivElement>(null)
  useSteadyScroll(content, facts, search)
  const engine = machine.facts?.os ?? 'linux'
  const host = windowsHostOf(machine.facts)
  const typed = text.trim()
  const parsed = parseImageReference(typed)
  const value = parsed.ok ? parsed.value : null
  const named = value !== null && (value.tag !== undefined || value.digest !== undefined)
  const tagInTheWay = allTags && named ? { message: words.allTagsNoTag, at: tagStart(typed) } : null
  const problem = typed === '' ? null : parsed.ok ? tagInTheWay : parsed.problem
  const ready = value !== null && problem === null
  const checked = usePullCheck(machine.id, ready && !allTags ? typed : null, platform)
  const tags = useRepositoryTags(machine.id, ready && allTags ? typed : null)
  const answer = checked.state === 'answered' ? checked.answer : null
  const verdict = value && judgePull(value, answer, machine.facts?.os ?? null, host, new Date())
  const mayStart = ready && !busy && (!allTags || confirmed === typed)

  const change = (next: string) => {
    setText(next)
    setPlatform('')
    setFailure(null)
  }
  const start = (event: FormEvent) => {
    event.preventDefault()
    // In React's tree the form that the dialog was opened from lies around this one.
    event.stopPropagation()
    if (!mayStart) return
    setBusy(true)
    api.images
      .pull({ machine: machine.id, reference: typed, platform: platform || undefined, allTags })
      .then(() => {
        onStarted?.(typed)
        onClose()
      })
      .catch((error: unknown) => {
        setFailure(toExplained(error))
        setBusy(false)
      })
  }
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface className={styles.surface}>
        <form onSubmit={start}>
          <DialogBody>
            <DialogTitle>{words.title}</DialogTitle>
            <DialogContent ref={content} className={styles.content}>
              <ReferenceField
                label={words.reference}
                hint={allTags ? words.referenceHintAll : words.referenceHint}
                value={text}
                onChange={change}
                problem={problem}
              />
              <div ref={facts} className={styles.facts}>
                {ready && (
                  <div className={styles.notes}>
                    <p className={styles.quiet}>
                      {words.inFull}:{' '}
                      <span className={styles.name}>{allTags ? withoutTag(value.canonical) : value.canonical}</span>.{' '}
                      {words.from(value.registry)}
                    </p>
                    {!named && !allTags && (
                      <p className={styles.quiet}>{isWindowsBase(value) ? words.latestWindows : words.latest}</p>
                    )}
                    {value.digest && <p className={styles.quiet}>{words.digestNote}</p>}
                  </div>
                )}
                {verdict && ready && !allTags && <PullWarnings verdict={verdict} engine={engine} />}
                {!allTags && <PullFacts asked={checked} platform={platform} onPlatform={setPlatform} />}
              </div>
              <div ref={search}>
                <ImageSearch machine={machine} host={host} source={find} reference={typed} onChoose={change} />
              </div>
              <Switch checked={allTags} onChange={(_, data) => setAllTags(data.checked)} label={words.allTags} />
              {allTags && (
                <AllTags
                  asked={tags}
                  confirmed={confirmed === typed}
                  onConfirm={(yes) => setConfirmed(yes ? typed : null)}
                />
              )}
              {failure && <ErrorPanel error={failure} />}
              {ready && (
                <EquivalentCommand
                  command={toEquivalent({ action: 'pull', image: typed, platform: platform || undefined, allTags })}
                />
              )}
            </DialogContent>
            <DialogActions>
              <Button appearance="primary" type="submit" disabled={!mayStart}>
                {allTags ? words.startAll : words.start}
              </Button>
              <Button onClick={onClose}>{words.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}

/** Where tag or digest begin: behind the last slash, so that a registry's port is not taken for one. */
function tagStart(text: string): number {
  const slash = text.lastIndexOf('/') + 1
  const at = text.slice(slash).search(/[:@]/)
  return at < 0 ? text.length : slash + at
}

function withoutTag(canonical: string): string {
  return canonical.slice(0, tagStart(canonical))
}
