import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactElement, ReactNode } from 'react'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '8px',
    padding: '32px 24px',
    minHeight: '200px',
    flexGrow: 1,
    textAlign: 'center',
  },
  icon: { fontSize: '40px', lineHeight: '40px', color: tokens.colorNeutralForeground3 },
  title: { fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold, margin: 0 },
  text: { color: tokens.colorNeutralForeground2, maxWidth: '480px', margin: 0 },
  actions: { display: 'flex', gap: '8px', marginTop: '8px', flexWrap: 'wrap', justifyContent: 'center' },
})

/** An empty list that explains itself and offers the next action. */
export function EmptyState(props: { icon?: ReactElement; title: string; text: ReactNode; action?: ReactNode }) {
  const styles = useStyles()
  return (
    <div className={styles.root}>
      {props.icon && (
        <span className={styles.icon} aria-hidden="true">
          {props.icon}
        </span>
      )}
      <h2 className={styles.title}>{props.title}</h2>
      <p className={styles.text}>{props.text}</p>
      {props.action && <div className={styles.actions}>{props.action}</div>}
    </div>
  )
}
