import { Button, makeStyles, Tab, TabList, tokens } from '@fluentui/react-components'
import { CodeRegular } from '@fluentui/react-icons'
import { useId, useState } from 'react'
import { componentStrings as words } from '../strings/components.ts'
import { CommandText } from './command-text.tsx'

/** One command line written for each shell; cmd only where its quoting differs. */
export interface CommandTexts {
  posix: string
  powershell: string
  cmd?: string
}

const useStyles = makeStyles({
  root: {
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingTop: '4px',
  },
  none: { margin: '4px 0', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
})

type Shell = keyof CommandTexts
const SHELLS: readonly Shell[] = ['posix', 'powershell', 'cmd']

interface Props {
  /** Null: not yet known. */
  command: CommandTexts | null
  open?: boolean
  /** Where there are several on one page. */
  label?: string
  /** What is to be known of the command, in a sentence. */
  note?: string
}

/** H11: what the form or the button does, as a command line that follows it; a drawer that opens below. */
export function EquivalentCommand({ command, open = false, label = words.equivalent, note }: Props) {
  const styles = useStyles()
  const id = useId()
  const [shown, setShown] = useState(open)
  const [shell, setShell] = useState<Shell>('posix')
  const text = command ? (command[shell] ?? command.posix) : ''
  return (
    <div className={styles.root}>
      <Button
        size="small"
        appearance="subtle"
        icon={<CodeRegular />}
        aria-expanded={shown}
        aria-controls={id}
        onClick={() => setShown(!shown)}
      >
        {label}
      </Button>
      {shown && !command && (
        <p id={id} className={styles.none}>
          {words.equivalentIncomplete}
        </p>
      )}
      {shown && command && (
        <div id={id}>
          <TabList
            size="small"
            selectedValue={shell}
            aria-label={label}
            onTabSelect={(_, { value }) => setShell(value as Shell)}
          >
            {SHELLS.filter((each) => command[each] !== undefined).map((each) => (
              <Tab key={each} value={each}>
                {words.shells[each]}
              </Tab>
            ))}
          </TabList>
          <CommandText text={text} short testId="equivalent-command" />
          {note && <p className={styles.none}>{note}</p>}
        </div>
      )}
    </div>
  )
}
