import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { EyeOffRegular, EyeRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { containerStrings as words } from '../../../strings/containers.ts'
import { FactList, Section } from './fact-list.tsx'

const useStyles = makeStyles({
  value: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, whiteSpace: 'pre-wrap' },
})

/** Variables; their values, which are often secrets, only when asked for. */
export function EnvironmentSection({ variables }: { variables: readonly string[] }) {
  const styles = useStyles()
  const [all, setAll] = useState(false)
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set())
  const pairs = variables.map((variable): [string, string] => {
    const at = variable.indexOf('=', 1)
    return at < 0 ? [variable, ''] : [variable.slice(0, at), variable.slice(at + 1)]
  })
  const env = words.environment
  return (
    <Section
      title={env.heading}
      nothing={pairs.length === 0 && env.none}
      end={
        pairs.length > 0 && (
          <Button
            size="small"
            appearance="subtle"
            icon={all ? <EyeOffRegular /> : <EyeRegular />}
            onClick={() => {
              setAll(!all)
              setShown(new Set())
            }}
          >
            {all ? env.hide : env.show}
          </Button>
        )
      }
    >
      <FactList
        facts={pairs.map(([name, value]) => ({
          term: name,
          value:
            all || shown.has(name) ? (
              <span className={styles.value}>{value || '""'}</span>
            ) : (
              <Button
                size="small"
                appearance="transparent"
                aria-label={env.showOne(name)}
                style={{ padding: 0, minWidth: 0 }}
                onClick={() => setShown(new Set(shown).add(name))}
              >
                {env.hidden}
              </Button>
            ),
        }))}
      />
    </Section>
  )
}
