import { makeStyles, tokens } from '@fluentui/react-components'

const useStyles = makeStyles({
  root: { padding: '12px 0' },
  title: { margin: 0, fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  hint: { margin: '2px 0 0', color: tokens.colorNeutralForeground2 },
})

/** A short list's empty state: why there is nothing, and what to do instead. */
export function Nothing({ title, hint }: { title: string; hint: string }) {
  const styles = useStyles()
  return (
    <div className={styles.root} aria-live="polite">
      <p className={styles.title}>{title}</p>
      {hint && <p className={styles.hint}>{hint}</p>}
    </div>
  )
}
