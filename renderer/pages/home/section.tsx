import { makeStyles, tokens } from '@fluentui/react-components'
import { type ReactNode, useId } from 'react'

const useStyles = makeStyles({
  root: { minWidth: 0 },
  head: { display: 'flex', alignItems: 'center', gap: '8px', minHeight: '32px', marginBottom: '4px' },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  end: { marginLeft: 'auto' },
  nothing: { margin: 0, color: tokens.colorNeutralForeground3 },
})

/** A titled part of Home; `nothing` is said when it has no content. */
export function Section(props: { title: string; end?: ReactNode; nothing?: string | false; children?: ReactNode }) {
  const styles = useStyles()
  const id = useId()
  return (
    <section className={styles.root} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 className={styles.title} id={id}>
          {props.title}
        </h2>
        {props.end && <span className={styles.end}>{props.end}</span>}
      </div>
      {props.nothing ? <p className={styles.nothing}>{props.nothing}</p> : props.children}
    </section>
  )
}
