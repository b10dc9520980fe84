import { Button, Field } from '@fluentui/react-components'
import { useState } from 'react'
import type { Explained } from '../../../preload/contract/explained.ts'
import type { PracticeRow } from '../../../preload/contract/practice.ts'
import { api } from '../../api/client.ts'
import { toExplained } from '../../api/errors.ts'
import { CommandText } from '../../components/command-text.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Row, Section, Text } from '../../components/section.tsx'
import { StateDot } from '../../components/state-dot.tsx'
import { practiceStrings as words } from '../../strings/practice.ts'
import { DaemonJson } from './daemon-json.tsx'

type Verb = Parameters<typeof api.practice.engine>[0]['do']

/** The docker service of the practice machine: started, stopped and killed, with what Windows says to it. */
export function EngineSection({ row }: { row: PracticeRow }) {
  const [error, setError] = useState<Explained | null>(null)
  const [busy, setBusy] = useState(false)
  const { state, version } = row.engine
  if (state === 'not-installed') {
    return (
      <Section title={words.engine}>
        <StateDot tone="off" word={words.engineMissing} />
        <Text>{words.engineMissingHint}</Text>
      </Section>
    )
  }
  const act = (verb: Verb) => {
    setBusy(true)
    setError(null)
    void api.practice
      .engine({ do: verb })
      .catch((failure: unknown) => setError(toExplained(failure)))
      .finally(() => setBusy(false))
  }
  const running = state === 'running'
  const verbs: readonly Verb[] = running ? ['stop', 'restart', 'kill'] : ['start']
  return (
    <Section title={words.engine}>
      <StateDot
        tone={running ? 'good' : 'off'}
        word={running ? words.engineRunning(version ?? '') : words.engineStopped}
      />
      <Row>
        {verbs.map((verb) => (
          <Button key={verb} disabled={busy} onClick={() => act(verb)}>
            {words[verb]}
          </Button>
        ))}
        {running && (
          <Button disabled={busy} onClick={() => void api.practice.dropConnections()}>
            {words.drop}
          </Button>
        )}
      </Row>
      {error && <ErrorPanel error={error} />}
      <Field label={words.address}>
        <CommandText text={row.url} testId="practice-address" />
      </Field>
      <DaemonJson preset={row.preset} />
    </Section>
  )
}
