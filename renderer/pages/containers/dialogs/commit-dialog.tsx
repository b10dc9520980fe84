import {
  Button,
  Checkbox,
  Field,
  Input,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
} from '@fluentui/react-components'
import { useState } from 'react'
import type { ContainerDetails, ContainerRow } from '../../../../preload/contract/containers.ts'
import { parseWrittenReference } from '../../../../preload/contract/grammar/image-reference.ts'
import { api } from '../../../api/client.ts'
import { useLive } from '../../../api/live.ts'
import { showToast } from '../../../frame/toasts.tsx'
import { containerStrings } from '../../../strings/containers.ts'
import { useContainerActions } from '../actions-context.ts'
import { mustStopFirst } from '../possible-actions.ts'
import { ActionDialog } from './action-dialog.tsx'

const words = containerStrings.commit

/** What is wrong with the name of a new image as typed; empty when nothing is. An empty name is a nameless image. */
function referenceProblem(text: string): string {
  if (text === '') return ''
  const parsed = parseWrittenReference(text)
  if (!parsed.ok) return `${parsed.problem.message}.`
  return parsed.value.digest ? words.noDigest : ''
}

/** K3: makes an image of a container. */
export function CommitDialog({ details, onClose }: { details: ContainerDetails; onClose: () => void }) {
  const { machine, run } = useContainerActions()
  const [reference, setReference] = useState('')
  const [message, setMessage] = useState('')
  const [author, setAuthor] = useState('')
  const [pause, setPause] = useState(true)
  const live = useLive<ContainerRow>(['containers', machine.id], (signal) =>
    api.containers.watch({ machine: machine.id }, { signal }),
  )
  const row = live.byId.get(details.row.id) ?? details.row
  const blocked = mustStopFirst('commit', row, machine.facts, details.isolation)
  const canPause = row.state === 'running' && machine.facts?.os !== 'windows'
  const typed = reference.trim()
  const problem = referenceProblem(typed)
  const pausing = canPause && pause
  const commit = async (): Promise<void> => {
    const { image } = await api.containers.commit({
      machine: machine.id,
      container: row.id,
      reference: typed,
      message,
      author,
      pause: pausing,
    })
    showToast({ title: words.made(typed || image.replace('sha256:', '').slice(0, 12)) })
  }
  return (
    <ActionDialog
      title={words.title(row.name)}
      confirm={words.make}
      disabled={blocked || problem !== ''}
      action={
        problem
          ? null
          : {
              action: 'commit',
              container: row.name,
              reference: typed || undefined,
              message: message || undefined,
              author: author || undefined,
              pause: canPause ? pause : undefined,
            }
      }
      onConfirm={commit}
      onClose={onClose}
    >
      {blocked && (
        <MessageBar intent="warning">
          <MessageBarBody>{containerStrings.stopFirst.commit}</MessageBarBody>
          <MessageBarActions>
            <Button size="small" onClick={() => void run([row], { kind: 'stop' })}>
              {containerStrings.stopContainer}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      <div>{words.text}</div>
      <Field
        label={words.reference}
        hint={words.referenceHint}
        validationMessage={problem || undefined}
        validationState={problem ? 'error' : 'none'}
      >
        <Input
          value={reference}
          autoComplete="off"
          spellCheck={false}
          onChange={(_, { value }) => setReference(value)}
        />
      </Field>
      <Field label={words.message}>
        <Input value={message} onChange={(_, { value }) => setMessage(value)} />
      </Field>
      <Field label={words.author}>
        <Input value={author} onChange={(_, { value }) => setAuthor(value)} />
      </Field>
      {canPause && (
        <Checkbox label={words.pause} checked={pause} onChange={(_, { checked }) => setPause(checked === true)} />
      )}
    </ActionDialog>
  )
}
