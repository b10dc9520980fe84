import { Button, makeStyles, Tab, TabList, tokens } from '@fluentui/react-components'
import { CodeRegular } from '@fluentui/react-icons'
import { useId, useState } from 'react'
import { componentStrings as words } from '../strings/components.ts'
import { CopyButton } from './copy-button.tsx'

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
  text: {
    margin: 0,
    padding: '8px 40px 8px 12px',
    minHeight: '36px',
    maxHeight: '160px',
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  none: { margin: '4px 0', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  box: { position: 'relative' },
  copy: { position: 'absolute', top: '4px', right: '4px' },
})

type Shell = keyof CommandTexts
const SHELLS: readonly Shell[] = ['posix', 'powershell', 'cmd']

/** H11: what the form or the button does, as a command line that follows it; a drawer that opens below. Null: not yet known. */
export function EquivalentCommand({ command, open = false }: { command: CommandTexts | null; open?: boolean }) {
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
        {words.equivalent}
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
            aria-label={words.equivalent}
            onTabSelect={(_, { value }) => setShell(value as Shell)}
          >
            {SHELLS.filter((each) => command[each] !== undefined).map((each) => (
              <Tab key={each} value={each}>
                {words.shells[each]}
              </Tab>
            ))}
          </TabList>
          <div className={styles.box}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <pre className={styles.text} tabIndex={0} data-testid="equivalent-command">
              {text}
            </pre>
            <span className={styles.copy}>
              <CopyButton text={text} />
            </span>
          </div>
        </div>
      )}
    </div>
  )
}
