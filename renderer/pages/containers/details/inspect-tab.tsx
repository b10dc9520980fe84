import { makeStyles, tokens } from '@fluentui/react-components'
import { toEquivalent } from '../../../../preload/contract/command-line/print.ts'
import type { ContainerDetails } from '../../../../preload/contract/containers.ts'
import { CodeView } from '../../../components/code-view.tsx'
import { CopyButton } from '../../../components/copy-button.tsx'
import { EquivalentCommand } from '../../../components/equivalent-command.tsx'
import { containerStrings as words } from '../../../strings/containers.ts'

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    padding: '4px 16px',
    color: tokens.colorNeutralForeground3,
  },
  end: { marginLeft: 'auto' },
  command: { padding: '0 16px 4px' },
})

/** The engine's whole answer, searchable. */
export function InspectTab({ details }: { details: ContainerDetails }) {
  const styles = useStyles()
  const { name } = details.row
  return (
    <>
      <div className={styles.bar}>
        <span>{words.inspect.hint}</span>
        <span className={styles.end}>
          <CopyButton text={details.inspect} label={words.inspect.copy} />
        </span>
      </div>
      <CodeView text={details.inspect} label={words.inspect.label(name)} />
      <div className={styles.command}>
        <EquivalentCommand command={toEquivalent({ action: 'inspect', containers: [name] })} />
      </div>
    </>
  )
}
