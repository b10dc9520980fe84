import { Badge, makeStyles, tokens } from '@fluentui/react-components'
import { ShieldErrorRegular } from '@fluentui/react-icons'
import type { MachineRow } from '../../../preload/contract/machines.ts'
import type { GridColumn } from '../../components/data-grid/column.ts'
import { PracticeBadge } from '../../components/practice-badge.tsx'
import { MachineStateDot } from '../../components/state-dot.tsx'
import { machineSummary } from '../../frame/machine-summary.ts'
import { connectionStrings as words } from '../../strings/connections.ts'
import { machineStateWords } from '../../strings/frame.ts'

const useStyles = makeStyles({
  line: { display: 'inline-flex', alignItems: 'center', gap: '6px', minWidth: 0 },
  text: { overflow: 'hidden', textOverflow: 'ellipsis' },
  warning: { color: tokens.colorPaletteDarkOrangeForeground1, '& svg': { flexShrink: 0 } },
})

function Name({ machine }: { machine: MachineRow }) {
  const styles = useStyles()
  return (
    <span className={styles.line}>
      <span className={styles.text} title={machine.name}>
        {machine.name}
      </span>
      <PracticeBadge machine={machine} />
      {machine.cliDefault && (
        <Badge size="small" appearance="outline" color="informative" title={words.cliDefault}>
          docker
        </Badge>
      )}
    </span>
  )
}

/** Whether the wire is safe; what is not says so with a sign. */
export function Encryption({ of }: { of: MachineRow['encryption'] }) {
  const styles = useStyles()
  const risky = of === 'plain' || of === 'unverified'
  return (
    <span className={risky ? `${styles.line} ${styles.warning}` : styles.line}>
      {risky && <ShieldErrorRegular aria-hidden="true" />}
      <span className={styles.text}>{words.encryptions[of]}</span>
    </span>
  )
}

export const connectionColumns: readonly GridColumn<MachineRow>[] = [
  {
    id: 'name',
    header: words.name,
    value: ({ name }) => name,
    cell: (row) => <Name machine={row} />,
    width: 220,
    least: 150,
  },
  {
    id: 'state',
    header: words.state,
    value: ({ state }) => machineStateWords[state.kind],
    cell: ({ state }) => <MachineStateDot state={state} />,
    width: 152,
    least: 150,
  },
  {
    id: 'engine',
    header: words.engine,
    value: (row) => machineSummary(row) || null,
    width: 200,
    least: 110,
    grows: true,
  },
  { id: 'url', header: words.address, value: ({ url }) => url, monospace: true, width: 240, least: 150 },
  { id: 'source', header: words.source, value: ({ source }) => words.sources[source], width: 136, least: 120 },
  {
    id: 'encryption',
    header: words.encryption,
    value: ({ encryption, problem }) => (problem ? null : words.encryptions[encryption]),
    cell: ({ encryption, problem }) => (problem ? null : <Encryption of={encryption} />),
    width: 150,
    least: 130,
  },
]
