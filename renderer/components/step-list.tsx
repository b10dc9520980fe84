import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkCircleRegular, CircleRegular, ErrorCircleRegular, RadioButtonFilled } from '@fluentui/react-icons'

const narrow = '@media (max-width: 800px)'
const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: '4px 8px 8px 12px',
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    [narrow]: { flexDirection: 'row', overflowX: 'auto', padding: '0 12px 4px' },
  },
  step: {
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
    [narrow]: { whiteSpace: 'nowrap' },
  },
  current: { backgroundColor: tokens.colorSubtleBackgroundSelected, fontWeight: tokens.fontWeightSemibold },
  icon: { fontSize: '18px', display: 'flex', color: tokens.colorNeutralForeground3 },
  done: { color: tokens.colorStatusSuccessForeground1 },
  wrong: { color: tokens.colorPaletteRedForeground1 },
  here: { color: tokens.colorBrandForeground1 },
  note: {
    gridColumn: 2,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    // The icon carries the colour; red text on a chosen or pointed-at step is too dim in the dark.
    color: tokens.colorNeutralForeground1,
  },
})

interface ListedStep<Id extends string> {
  id: Id
  label: string
  state: 'open' | 'done' | 'wrong'
  /** What is wrong with it. */
  note?: string
  disabled?: boolean
}

interface Props<Id extends string> {
  label: string
  steps: readonly ListedStep<Id>[]
  current: Id
  onGo: (id: Id) => void
}

/** The steps of a form or wizard at its left; each can be gone to at any time. */
export function StepList<Id extends string>({ label, steps, current, onGo }: Props<Id>) {
  const styles = useStyles()
  return (
    <nav aria-label={label}>
      <ol className={styles.list}>
        {steps.map(({ id, label: name, state, note, disabled = false }) => {
          const here = id === current
          const Icon =
            state === 'wrong'
              ? ErrorCircleRegular
              : here
                ? RadioButtonFilled
                : state === 'done'
                  ? CheckmarkCircleRegular
                  : CircleRegular
          const tone =
            state === 'wrong' ? styles.wrong : here ? styles.here : state === 'done' ? styles.done : undefined
          return (
            <li key={id}>
              <button
                type="button"
                className={mergeClasses(styles.step, here && styles.current)}
                aria-current={here ? 'step' : undefined}
                disabled={disabled}
                onClick={() => onGo(id)}
              >
                <span className={mergeClasses(styles.icon, tone)} aria-hidden="true">
                  <Icon />
                </span>
                <span>{name}</span>
                {note && <span className={styles.note}>{note}</span>}
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
