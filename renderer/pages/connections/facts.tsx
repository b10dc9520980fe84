import { makeStyles, tokens } from '@fluentui/react-components'
import type { MachineRow } from '../../../preload/contract/machines.ts'
import { formatAgo, formatMemory } from '../../components/format.ts'
import { connectionStrings } from '../../strings/connections.ts'
import { Encryption } from './columns.tsx'

const words = connectionStrings.facts

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(120px, auto) 1fr',
    gap: '4px 16px',
    margin: 0,
    '& dt': { color: tokens.colorNeutralForeground3 },
    '& dd': { margin: 0, minWidth: 0, overflowWrap: 'anywhere', userSelect: 'text' },
  },
  nothing: { margin: 0, color: tokens.colorNeutralForeground3 },
})

/** C3: what the engine says of itself. */
export function Facts({ machine }: { machine: MachineRow }) {
  const styles = useStyles()
  const { facts, state, problem } = machine
  const rows: [string, string | number | null][] = facts
    ? [
        [words.operatingSystem, facts.operatingSystem],
        [words.build, facts.build],
        [words.isolation, facts.defaultIsolation && connectionStrings.isolations[facts.defaultIsolation]],
        [words.version, facts.version],
        [words.api, words.apiRange(facts.apiVersion, facts.minApiVersion, facts.maxApiVersion)],
        [words.architecture, facts.architecture],
        [words.host, facts.hostName],
        [words.processors, facts.cpus],
        [words.memory, formatMemory(facts.memory)],
        [words.storage, facts.storageDriver],
        [words.folder, facts.dataFolder],
        [words.registry, facts.registry],
      ]
    : []
  return (
    <>
      {!facts && !problem && <p className={styles.nothing}>{words.none}</p>}
      <dl className={styles.list}>
        {rows.map(
          ([label, value]) =>
            value !== null &&
            value !== '' && (
              <div key={label} style={{ display: 'contents' }}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
        {!problem && (
          <>
            <dt>{connectionStrings.encryption}</dt>
            <dd>
              <Encryption of={machine.encryption} />
            </dd>
          </>
        )}
        <dt>{connectionStrings.source}</dt>
        <dd>{connectionStrings.sources[machine.source]}</dd>
        {'since' in state && (
          <>
            <dt>{words.since}</dt>
            <dd>
              {formatAgo(state.since)}
              {state.kind === 'reconnecting' && ` · ${words.attempt(state.attempt)}`}
            </dd>
          </>
        )}
      </dl>
    </>
  )
}
