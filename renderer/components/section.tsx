import { makeStyles, tokens } from '@fluentui/react-components'
import { type ReactNode, useId } from 'react'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: '12px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px' },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
})

/** One topic of the page. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles()
  const id = useId()
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 className={styles.heading} id={id}>
        {title}
      </h2>
      {children}
    </section>
  )
}

/** Controls side by side. */
export function Row({ children }: { children: ReactNode }) {
  return <div className={useStyles().row}>{children}</div>
}

export function Text({ children }: { children: ReactNode }) {
  return <p className={useStyles().text}>{children}</p>
}
