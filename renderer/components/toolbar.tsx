import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 8px',
    minHeight: '44px',
    padding: '4px 16px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  end: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: '8px',
    // Narrow enough to stay on the line while the filter can give way.
    flex: '1 1 176px',
    minWidth: 0,
  },
})

/** Buttons of a list or pane: the primary one first, bulk actions after it, filter and looks at the end. */
export function PageToolbar(props: { label: string; children: ReactNode; end?: ReactNode }) {
  const styles = useStyles()
  return (
    <div className={styles.root} role="toolbar" aria-label={props.label}>
      {props.children}
      {props.end && <div className={styles.end}>{props.end}</div>}
    </div>
  )
}
