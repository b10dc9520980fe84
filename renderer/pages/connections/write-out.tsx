import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Tab,
  TabList,
  tokens,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Explained } from '../../../preload/contract/explained.ts'
import type { MachineRow, WrittenOut } from '../../../preload/contract/machines.ts'
import { api, query } from '../../api/client.ts'
import { toExplained } from '../../api/errors.ts'
import { CommandText } from '../../components/command-text.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { ListSkeleton } from '../../components/skeletons.tsx'
import { showToast } from '../../frame/toasts.tsx'
import { connectionStrings as words } from '../../strings/connections.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px', padding: '12px 16px' },
  hint: { margin: 0, color: tokens.colorNeutralForeground2 },
  form: { display: 'flex', gap: '8px', alignItems: 'flex-start', flexWrap: 'wrap' },
  save: { marginTop: '26px' },
})

type Shell = 'powershell' | 'cmd' | 'bash' | 'context'

/** C5: the connection as lines for each shell, or as a Docker context that Slipway writes. */
export function WriteOut({ machine }: { machine: MachineRow }) {
  const styles = useStyles()
  const [shell, setShell] = useState<Shell>('powershell')
  const { data, error, isPending, refetch } = useQuery(
    query.machines.writeOut.queryOptions({ input: { machine: machine.id }, staleTime: 0 }),
  )
  if (isPending) return <ListSkeleton rows={4} />
  if (error) {
    return (
      <div className={styles.root}>
        <ErrorPanel error={toExplained(error)} onRetry={() => void refetch()} />
      </div>
    )
  }
  const texts: WrittenOut = data
  return (
    <div className={styles.root}>
      <p className={styles.hint}>{words.writeOutText}</p>
      <TabList
        size="small"
        selectedValue={shell}
        aria-label={words.tabs.writeOut}
        onTabSelect={(_, { value }) => setShell(value as Shell)}
      >
        {(['powershell', 'cmd', 'bash', 'context'] as const).map((each) => (
          <Tab key={each} value={each}>
            {words.shells[each]}
          </Tab>
        ))}
      </TabList>
      <CommandText text={texts[shell]} testId="written-out" />
      {texts.notes.map((note) => (
        <MessageBar key={note} intent="info" layout="multiline">
          <MessageBarBody>{note}</MessageBarBody>
        </MessageBar>
      ))}
      {shell === 'context' && <SaveContext machine={machine} />}
    </div>
  )
}

function SaveContext({ machine }: { machine: MachineRow }) {
  const styles = useStyles()
  const [name, setName] = useState(
    machine.name
      .toLowerCase()
      .replaceAll(/[^a-z0-9_.+-]+/g, '-')
      .replace(/^-+|-+$/g, ''),
  )
  const [failure, setFailure] = useState<Explained | null>(null)
  const valid = /^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$/.test(name)
  const save = (event: FormEvent) => {
    event.preventDefault()
    setFailure(null)
    api.machines
      .saveContext({ machine: machine.id, name })
      .then((saved) => showToast({ title: words.contextSaved(saved.name), body: words.contextSavedHint(saved.name) }))
      .catch((error: unknown) => setFailure(toExplained(error)))
  }
  return (
    <>
      <form className={styles.form} onSubmit={save}>
        <Field label={words.contextName} validationMessage={valid ? undefined : words.contextHint}>
          <Input value={name} maxLength={80} spellCheck={false} onChange={(_, { value }) => setName(value)} />
        </Field>
        <Button className={styles.save} type="submit" disabled={!valid}>
          {words.saveContext}
        </Button>
      </form>
      {failure && <ErrorPanel error={failure} />}
    </>
  )
}
