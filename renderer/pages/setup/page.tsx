import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Page } from '../../components/page-layout.tsx'
import { setupStrings as words } from '../../strings/setup.ts'
import { AccountField } from './account-field.tsx'
import { HostFactsSection } from './host-facts.tsx'
import { TargetField } from './target-field.tsx'
import { useKnownTargets } from './use-target.ts'
import { hostWizardIds } from './wizards.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '24px', maxWidth: '1120px' },
  heading: { margin: '0 0 8px', fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  cards: { display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(min(260px, 100%), 1fr))', gap: '12px' },
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    padding: '12px 16px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  name: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  text: { margin: '0 0 8px', color: tokens.colorNeutralForeground2, flexGrow: 1 },
  button: { alignSelf: 'flex-start' },
})

/** H1, H14: one host with its facts, and the wizards that change it. */
export function SetupPage() {
  const styles = useStyles()
  const navigate = useNavigate()
  const { on } = useSearch({ from: '/setup' })
  const [first] = useKnownTargets()
  const target = on ?? first?.target ?? ''
  return (
    <Page title={words.title} scrolls>
      <div className={styles.root}>
        <TargetField
          target={target}
          onTarget={(next) => void navigate({ to: '/setup', search: { on: next }, replace: true })}
        />
        <AccountField target={target} />
        <section aria-labelledby="wizards">
          <h2 id="wizards" className={styles.heading}>
            {words.wizards}
          </h2>
          <div className={styles.cards}>
            {hostWizardIds.map((id) => (
              <article key={id} className={styles.card}>
                <h3 className={styles.name}>{words.wizard[id].title}</h3>
                <p className={styles.text}>{words.wizard[id].text}</p>
                <Button
                  className={styles.button}
                  appearance={id === 'prepare-host' ? 'primary' : 'secondary'}
                  aria-label={words.openWizard(words.wizard[id].title)}
                  onClick={() =>
                    void navigate({ to: '/setup/$wizard', params: { wizard: id }, search: { on: target } })
                  }
                >
                  {words.open}
                </Button>
              </article>
            ))}
          </div>
        </section>
        {target !== '' && <HostFactsSection key={target} target={target} />}
      </div>
    </Page>
  )
}
