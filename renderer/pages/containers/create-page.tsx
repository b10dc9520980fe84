import { Button, makeStyles } from '@fluentui/react-components'
import { ClipboardPasteRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { emptyContainerSpec, fitSpecToEngine } from '../../../preload/contract/container-spec.ts'
import type { ContainerDetails } from '../../../preload/contract/containers.ts'
import type { EngineFacts } from '../../../preload/contract/machines.ts'
import { query } from '../../api/client.ts'
import { toExplained } from '../../api/errors.ts'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { MachinePage } from '../../components/page-layout.tsx'
import { ListSkeleton } from '../../components/skeletons.tsx'
import { useStableHandler } from '../../components/stable-handler.ts'
import { registerCommand } from '../../frame/commands.ts'
import { createStrings as words } from '../../strings/create-container.ts'
import { CreateForm } from './create/create-form.tsx'
import { draftOf, dropDraft } from './create/drafts.ts'
import { type FormValues, toFormValues } from './create/form-values.ts'
import { droppedNotes, type Notes } from './create/notes.ts'
import { splitLabels } from './create/owners-labels.ts'
import type { Step } from './create/steps.ts'
import { useFocusReturn } from './use-focus-return.ts'

const route = getRouteApi('/containers/$machine/create')
const useStyles = makeStyles({ failure: { padding: '8px 24px' } })

/** K2: creates a container from nothing, from an image (`?image=`) or like another one (`?from=`). */
export function CreateContainerPage() {
  const styles = useStyles()
  const { machine } = route.useParams()
  const { image, from } = route.useSearch()
  const [pasting, setPasting] = useState(false)
  const focus = useFocusReturn()
  const paste = useStableHandler(() => {
    focus.remember()
    setPasting(true)
  })
  const model = useQuery(
    query.containers.inspect.queryOptions({
      input: { machine, container: from ?? '-' },
      enabled: from !== undefined,
      staleTime: 0,
    }),
  )
  useEffect(
    () =>
      registerCommand({
        id: 'paste-docker-run',
        label: words.pasteRun,
        group: words.title,
        run: paste,
      }),
    [paste],
  )
  const name = model.data?.row.name
  return (
    <MachinePage
      machine={machine}
      title={from !== undefined && name ? words.duplicateTitle(name) : words.title}
      end={
        <Button icon={<ClipboardPasteRegular />} onClick={paste}>
          {words.pasteRun}
        </Button>
      }
    >
      {({ facts }) => {
        if (from !== undefined && model.error) {
          return (
            <div className={styles.failure}>
              <ErrorPanel error={toExplained(model.error)} onRetry={() => void model.refetch()} />
            </div>
          )
        }
        if (!facts || (from !== undefined && !model.data)) return <ListSkeleton />
        const key = JSON.stringify([machine, image, from])
        return (
          <Form
            key={key}
            draftKey={key}
            machine={machine}
            facts={facts}
            image={image}
            model={from === undefined ? undefined : model.data}
            pasting={pasting}
            onPasted={(filled) => {
              setPasting(false)
              if (!filled) focus.restore()
            }}
          />
        )
      }}
    </MachinePage>
  )
}

interface FormProps {
  machine: string
  facts: EngineFacts
  image: string | undefined
  model: ContainerDetails | undefined
  draftKey: string
  pasting: boolean
  onPasted: (filled: boolean) => void
}

type Start = { values: FormValues; step: Step; notes: Notes | null }

/** Decides once what the form begins with. */
function Form({ image, model, ...rest }: FormProps) {
  const [start, setStart] = useState(() => withDraft(rest.draftKey) ?? begin(rest.facts, image, model))
  const [round, setRound] = useState(0)
  return (
    <CreateForm
      {...rest}
      key={round}
      initial={start.values}
      firstStep={start.step}
      firstNotes={start.notes}
      onStartOver={() => {
        dropDraft(rest.draftKey)
        setStart(begin(rest.facts, image, model))
        setRound(round + 1)
      }}
    />
  )
}

function withDraft(key: string): Start | undefined {
  const draft = draftOf(key)
  return draft && { ...draft, notes: { title: words.draftBack, items: [], startOver: true } }
}

function begin({ os }: EngineFacts, image: string | undefined, model: ContainerDetails | undefined): Start {
  if (!model) {
    return { values: toFormValues({ ...emptyContainerSpec(), image: image ?? '' }, os), step: 'image', notes: null }
  }
  const { spec, dropped } = fitSpecToEngine(model.spec, os)
  const { name } = model.row
  const { labels, owners } = splitLabels(spec.labels)
  const items = [...model.notCarried, ...droppedNotes(dropped, os), ...owners.map(words.ownersLabels)]
  return {
    values: toFormValues({ ...spec, labels, name: name && `${name}-copy` }, os),
    step: 'review',
    notes: { title: items.length > 0 ? words.duplicateNotes(name) : words.duplicateDone(name), items },
  }
}
