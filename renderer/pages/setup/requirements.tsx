import { makeStyles, tokens } from '@fluentui/react-components'
import { CheckmarkCircleRegular, ErrorCircleRegular, QuestionCircleRegular } from '@fluentui/react-icons'
import type { RequirementVerdict } from '../../../preload/contract/setup-facts.ts'
import { setupStrings as words } from '../../strings/setup.ts'

const useStyles = makeStyles({
  heading: { margin: '0 0 8px', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '6px' },
  item: { display: 'grid', gridTemplateColumns: '20px 1fr auto', columnGap: '8px' },
  icon: { fontSize: '18px', display: 'flex' },
  met: { color: tokens.colorStatusSuccessForeground1 },
  'not-met': { color: tokens.colorStatusDangerForeground1 },
  unknown: { color: tokens.colorNeutralForeground3 },
  because: { gridColumn: '2 / -1', margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
})

const icons = { met: CheckmarkCircleRegular, 'not-met': ErrorCircleRegular, unknown: QuestionCircleRegular }

/** H4: each demand of Hyper-V on the hardware, judged, with what to do. */
export function Requirements({ requirements }: { requirements: readonly RequirementVerdict[] }) {
  const styles = useStyles()
  return (
    <section aria-labelledby="requirements">
      <h3 id="requirements" className={styles.heading}>
        {words.requirements}
      </h3>
      <ul className={styles.list}>
        {requirements.map(({ id, title, verdict, because, remedy }) => {
          const Icon = icons[verdict]
          return (
            <li key={id} className={styles.item}>
              <span className={`${styles.icon} ${styles[verdict]}`} aria-hidden="true">
                <Icon />
              </span>
              <span>{title}</span>
              <span>{words.verdicts[verdict]}</span>
              {because && <p className={styles.because}>{[because, remedy].filter(Boolean).join(' ')}</p>}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
