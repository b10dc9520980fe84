import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkCircleRegular, CircleRegular, RadioButtonFilled } from '@fluentui/react-icons'
import { setupStrings as words } from '../../strings/setup.ts'

export type Stage = 'host' | 'options' | 'review'
export const stages: readonly Stage[] = ['host', 'options', 'review']

const narrow = '@media (max-width: 800px)'
const useStyles = makeStyles({
  nav: { borderRight: `1px solid ${tokens.colorNeutralStroke2}`, [narrow]: { borderRight: 0 } },
  list: {
    listStyle: 'none',
    margin: 0,
    padding: '4px 8px 8px 12px',
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    [narrow]: { flexDirection: 'row', overflowX: 'auto' },
  },
  stage: {
    display: 'grid',
    gridTemplateColumns: '20px 1fr',
    columnGap: '8px',
    alignItems: 'center',
    width: '100%',
    minHeight: '32px',
    padding: '4px 8px',
    border: 0,
    borderRadius: tokens.borderRadiusMedium,
    background: 'none',
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':disabled': { color: tokens.colorNeutralForegroundDisabled, cursor: 'default' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  current: { backgroundColor: tokens.colorSubtleBackgroundSelected, fontWeight: tokens.fontWeightSemibold },
  icon: { fontSize: '18px', display: 'flex', color: tokens.colorNeutralForeground3 },
  done: { color: tokens.colorStatusSuccessForeground1 },
  here: { color: tokens.colorBrandForeground1 },
})

interface Props {
  current: Stage
  onGo: (stage: Stage) => void
  /** Every question is answered. */
  mayReview: boolean
}

/** Where the wizard stands; each stage can be gone to at any time. */
export function StageList({ current, onGo, mayReview }: Props) {
  const styles = useStyles()
  const at = stages.indexOf(current)
  return (
    <nav className={styles.nav} aria-label={words.stagesLabel}>
      <ol className={styles.list}>
        {stages.map((stage, index) => {
          const Icon = index === at ? RadioButtonFilled : index < at ? CheckmarkCircleRegular : CircleRegular
          return (
            <li key={stage}>
              <button
                type="button"
                className={mergeClasses(styles.stage, index === at && styles.current)}
                aria-current={index === at ? 'step' : undefined}
                disabled={stage === 'review' && !mayReview}
                onClick={() => onGo(stage)}
              >
                <span
                  className={mergeClasses(styles.icon, index === at && styles.here, index < at && styles.done)}
                  aria-hidden="true"
                >
                  <Icon />
                </span>
                <span>{words.stages[stage]}</span>
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
