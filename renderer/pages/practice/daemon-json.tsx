import { Button, Field, makeStyles } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, query } from '../../api/client.ts'
import { CodeView } from '../../components/code-view.tsx'
import { Row } from '../../components/section.tsx'
import { showFailure } from '../../frame/toasts.tsx'
import { practiceStrings as words } from '../../strings/practice.ts'

const useStyles = makeStyles({ editor: { display: 'flex', height: '200px' } })

/** The engine's file on the practice machine, faults and all: nothing is checked before Windows does. */
export function DaemonJson({ preset }: { preset: string }) {
  const styles = useStyles()
  const kept = useQuery({ ...query.practice.readDaemonJson.queryOptions(), staleTime: 0 })
  const [text, setText] = useState('')
  const [saved, setSaved] = useState(false)
  const before = kept.data?.text ?? ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: another machine has another file
  useEffect(() => {
    setSaved(false)
    void kept.refetch()
  }, [preset])
  useEffect(() => setText(before), [before])
  const save = () =>
    void api.practice
      .writeDaemonJson({ text })
      .then(() => {
        setSaved(true)
        return kept.refetch()
      })
      .catch(showFailure)
  return (
    <>
      <Field
        label={words.daemonJson}
        hint={kept.data?.text === null ? words.daemonJsonNone : words.daemonJsonHint}
        validationMessage={saved && text === before ? words.saved : undefined}
        validationState={saved && text === before ? 'success' : 'none'}
      >
        <div className={styles.editor}>
          <CodeView text={text} label={words.daemonJson} onChange={setText} />
        </div>
      </Field>
      <Row>
        <Button disabled={text === before} onClick={save}>
          {words.saveDaemonJson}
        </Button>
      </Row>
    </>
  )
}
