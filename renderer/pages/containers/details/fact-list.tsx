import { makeStyles, tokens } from '@fluentui/react-components'
import { type ReactNode, useId } from 'react'

const useStyles = makeStyles({
  section: { minWidth: 0 },
  head: { display: 'flex', alignItems: 'center', gap: '8px', minHeight: '32px', flexWrap: 'wrap' },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  end: { marginLeft: 'auto', display: 'flex', gap: '4px' },
  nothing: { margin: 0, color: tokens.colorNeutralForeground3 },
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(112px, 30%) 1fr',
    gap: '4px 12px',
    margin: 0,
    fontSize: tokens.fontSizeBase300,
  },
  term: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  value: { margin: 0, overflowWrap: 'anywhere', minWidth: 0 },
  monospace: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
})

/** A titled part of the Overview; `nothing` is said when it is empty. */
export function Section(props: { title: string; end?: ReactNode; nothing?: string | false; children?: ReactNode }) {
  const styles = useStyles()
  const id = useId()
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <h3 className={styles.title} id={id}>
          {props.title}
        </h3>
        {props.end && <span className={styles.end}>{props.end}</span>}
      </div>
      {props.nothing ? <p className={styles.nothing}>{props.nothing}</p> : props.children}
    </section>
  )
}

export interface Fact {
  term: string
  /** Nothing is shown for null and ''. */
  value: ReactNode
  monospace?: boolean
}

/** Names and values below each other. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  const styles = useStyles()
  return (
    <dl className={styles.list}>
      {facts
        .filter(({ value }) => value !== null && value !== '')
        .map(({ term, value, monospace }) => (
          <FactRow key={term} term={term} value={value} className={monospace ? styles.monospace : ''} />
        ))}
    </dl>
  )
}

function FactRow({ term, value, className }: { term: string; value: ReactNode; className: string }) {
  const styles = useStyles()
  return (
    <>
      <dt className={styles.term}>{term}</dt>
      <dd className={`${styles.value} ${className}`}>{value}</dd>
    </>
  )
}
